import type { Policy } from './policy.js';
import type { CharacterClass, Score } from './violation.js';

/**
 * One rule as it applies, named by the violation that breaking it would be. A policy as a list of
 * these is all that a judge needs, so the same list judges on the server and in a browser.
 */
export type Asked =
  | { readonly code: 'too_short'; readonly minimum: number }
  | { readonly code: 'too_long'; readonly maximum: number }
  | { readonly code: 'too_many_bytes'; readonly maximum: number }
  | { readonly code: 'missing_class'; readonly class: CharacterClass }
  | { readonly code: 'repeated_characters'; readonly allowed: number }
  | { readonly code: 'sequence'; readonly allowed: number }
  | { readonly code: 'context_word' }
  | { readonly code: 'too_weak'; readonly required: Score }
  | { readonly code: 'breached'; readonly at_least: number }
  | { readonly code: 'same_as_current' }
  | { readonly code: 'too_similar' }
  | { readonly code: 'used_before'; readonly remembered: number };

export type AskedCode = Asked['code'];

const when = (on: boolean, asked: Asked): readonly Asked[] => (on ? [asked] : []);

/** Policies are never changed, so each is listed once and not for every key. */
const lists = new WeakMap<Policy, readonly Asked[]>();

/** What a policy asks, in the order in which a person reads it. */
export function asked(policy: Policy): readonly Asked[] {
  const known = lists.get(policy);
  if (known) return known;
  const list = listed(policy);
  lists.set(policy, list);
  return list;
}

function listed(policy: Policy): readonly Asked[] {
  const { repeats, sequences, breached, history, strengthRequired } = policy;
  return [
    { code: 'too_short', minimum: policy.minimum },
    { code: 'too_long', maximum: policy.maximum },
    { code: 'too_many_bytes', maximum: policy.maximumBytes },
    ...policy.classes.map((name): Asked => ({ code: 'missing_class', class: name })),
    ...(repeats === null ? [] : [{ code: 'repeated_characters', allowed: repeats } as const]),
    ...(sequences === null ? [] : [{ code: 'sequence', allowed: sequences } as const]),
    ...when(policy.contextWords, { code: 'context_word' }),
    ...when(strengthRequired > 0, { code: 'too_weak', required: strengthRequired }),
    ...(breached === null ? [] : [{ code: 'breached', at_least: breached } as const]),
    ...when(policy.sameAsCurrent, { code: 'same_as_current' }),
    ...when(policy.similarity, { code: 'too_similar' }),
    ...when(history > 0, { code: 'used_before', remembered: history }),
  ];
}
