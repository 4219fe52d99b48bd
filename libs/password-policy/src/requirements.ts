import { Password } from '#libs/identity';

import type { Asked, AskedCode } from './asked.js';
import { asked } from './asked.js';
import { Candidate } from './candidate.js';
import type { Knowledge, State } from './knowledge.js';
import { NOTHING_KNOWN } from './knowledge.js';
import type { Policy } from './policy.js';
import { finding } from './rules.js';
import type { Finding } from './rules/rule.js';
import type { Language } from './texts/say.js';
import { sayAsked } from './texts/say.js';

/** A rule as a person sees it. */
export interface Requirement {
  readonly code: AskedCode;
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly text: string;
  readonly state: State;
}

const stateOf = (found: Finding): State =>
  found === 'unknown' ? 'unknown' : found.length > 0 ? 'unsatisfied' : 'satisfied';

/** Without a password: what is asked. With one: how it stands, as far as can be told from here. */
export function requirements(
  policy: Policy,
  language: Language,
  password?: Password,
  knowledge: Knowledge = NOTHING_KNOWN,
): readonly Requirement[] {
  const candidate = password && new Candidate(password);
  return asked(policy).map((one) => {
    const { code, ...parameters } = one;
    const state = candidate ? stateOf(finding(candidate, one, knowledge)) : 'unknown';
    return { code, parameters, text: sayAsked(one, language), state };
  });
}

/** A requirement as it was published: by somebody else, perhaps newer than this copy. */
export interface Published {
  readonly code: string;
  readonly parameters: Readonly<Record<string, string | number>>;
}

/** How a password stands against published requirements; the texts stay as they were published. */
export function judged<Shown extends Published>(
  published: readonly Shown[],
  text: string,
  knowledge: Knowledge,
): readonly (Shown & { readonly state: State })[] {
  const candidate = new Candidate(new Password(text));
  return published.map((shown) => {
    const one = { ...shown.parameters, code: shown.code } as Asked;
    return { ...shown, state: stateOf(finding(candidate, one, knowledge)) };
  });
}
