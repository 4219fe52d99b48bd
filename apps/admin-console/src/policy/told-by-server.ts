import type { Evaluation } from '#libs/client';
import type { Requirement, State } from '#libs/password-policy';

/**
 * A verdict of this page, completed by what only the service knows: its lists of breached passwords
 * and the tenant's words. It answers by what is saved, and a draft may ask something else: where the
 * saved rules say nothing about a rule of the draft, that rule stays unknown.
 */
export function toldBy(
  { violations, unknown, breach }: Evaluation,
  judged: readonly Requirement[],
  wordsAreAsked: boolean,
): readonly Requirement[] {
  const unmet = violations.some(({ code }) => code === 'context_word');
  const words: State = unmet ? 'unsatisfied' : 'satisfied';
  const wordsTold = wordsAreAsked && !unknown.includes('context_word');
  const found = violations.find(({ code }) => code === 'breached')?.['at_least'];
  return judged.map((one) => {
    if (one.state !== 'unknown') return one;
    if (one.code === 'context_word' && wordsTold) return { ...one, state: words };
    if (one.code !== 'breached') return one;
    return {
      ...one,
      state: breachState(breach.verdict, Number(found), one.parameters['at_least']),
    };
  });
}

/** A class says how often at least; whether that is often enough may be open. */
function breachState(
  verdict: Evaluation['breach']['verdict'],
  found: number,
  threshold: string | number | undefined,
): State {
  if (verdict === 'clean') return 'satisfied';
  return verdict === 'breached' && found >= Number(threshold) ? 'unsatisfied' : 'unknown';
}

/** The corpus version of what stands on the tenant's own list begins so. */
const OWN_LIST = 'deny-list-';

export const isOnOwnList = ({ breach }: Evaluation): boolean =>
  breach.verdict === 'breached' && (breach.corpus_version ?? '').startsWith(OWN_LIST);
