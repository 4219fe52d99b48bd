/** Why an envelope stays shut. `unknown_key` is an operator's mistake, the others are an alarm. */
export type EnvelopeProblem = 'malformed' | 'unknown_key' | 'not_authentic';

const WORDS: Record<EnvelopeProblem, string> = {
  malformed: 'it is not of the form lk1.<key>.<text>',
  unknown_key: 'no root key has its id',
  not_authentic: 'it was altered, or belongs to another row',
};

/** Never a match and never a mere "no": the stored row cannot be what we wrote there. */
export class EnvelopeError extends Error {
  override readonly name = 'EnvelopeError';

  constructor(
    readonly problem: EnvelopeProblem,
    /** The id that the envelope names, where it names one. */
    readonly keyId?: string,
  ) {
    const named = keyId === undefined ? '' : ` (key ${keyId})`;
    super(`a stored envelope cannot be opened: ${WORDS[problem]}${named}`);
  }
}
