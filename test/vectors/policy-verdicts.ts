import { Password } from '#libs/identity';
import type { Policy, State, Violation } from '#libs/password-policy';
import {
  composedPolicy,
  ContextWords,
  judge,
  requirements,
  wordsAbout,
} from '#libs/password-policy';

import type { VectorPolicy } from './policy-inputs.js';
import { ABOUT, LIST, PASSWORDS, POLICIES } from './policy-inputs.js';

/** One case of policy.json: what a server that knows every word says. */
export interface PolicyVector {
  readonly policy: string;
  readonly text: string;
  readonly violations: readonly Violation[];
}

/** Everything that a server compares with, and only it has the list. */
const WORDS = [
  new ContextWords(wordsAbout(ABOUT)),
  new ContextWords(LIST.map((text) => ({ source: 'word_list', text }))),
];

const effective = ({ secondFactorRequired, ...composition }: VectorPolicy): Policy =>
  composedPolicy(composition, secondFactorRequired);

export const EFFECTIVE: Readonly<Record<string, Policy>> = Object.fromEntries(
  Object.entries(POLICIES).map(([name, policy]) => [name, effective(policy)]),
);

export const serverVerdict = (policy: Policy, text: string) =>
  judge(new Password(text), policy, { words: WORDS, allWords: true });

/** Every input under every policy, as judged now. */
export const verdictsNow = (): readonly PolicyVector[] =>
  Object.entries(EFFECTIVE).flatMap(([name, policy]) =>
    [...new Set(PASSWORDS)].map((text) => {
      const { violations } = serverVerdict(policy, text);
      return { policy: name, text, violations };
    }),
  );

/** What only a server can say; a page must leave it unknown unless it is sure. */
const SERVERS_ALONE = new Set([
  'context_word',
  'breached',
  'same_as_current',
  'too_similar',
  'used_before',
]);

/**
 * Where a page, asked for its states of every vector, says anything but the server's verdict or an
 * `unknown` that it is entitled to.
 */
export function disagreements(
  vectors: readonly PolicyVector[],
  answers: readonly (readonly State[])[],
): readonly string[] {
  return vectors.flatMap(({ policy, text }, at) => {
    const effective = EFFECTIVE[policy];
    if (!effective) return [`${policy} is no policy`];
    const knowledge = { words: WORDS, allWords: true };
    const shown = requirements(effective, 'en', new Password(text), knowledge);
    const page = answers[at] ?? [];
    return shown.flatMap(({ code, state }, rule) => {
      const said = page[rule];
      const agreed = said === state || (said === 'unknown' && SERVERS_ALONE.has(code));
      return agreed ? [] : [`${policy} ${JSON.stringify(text)} ${code}: ${state}, page ${said}`];
    });
  });
}
