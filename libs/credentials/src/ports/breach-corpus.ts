import type { Password } from '#libs/identity';

/** Which corpus has spoken: its name, and when its source was taken. */
interface Spoken {
  readonly corpusVersion: string;
  readonly corpusDate?: Date;
}

export type BreachVerdict =
  | (Spoken & { readonly verdict: 'clean' })
  /** `atLeast`: the lower bound of the class of occurrences. */
  | (Spoken & { readonly verdict: 'breached'; readonly atLeast: number })
  | UndeterminedVerdict;

/** Nobody knows: never to be taken for clean. The tenant decides what follows. */
export interface UndeterminedVerdict {
  readonly verdict: 'undetermined';
  readonly reason: UndeterminedReason;
}

export type UndeterminedReason =
  /** The file is not there, or none that may be asked. */
  | 'corpus_unusable'
  /** What was read for this very check is not what was written. */
  | 'corpus_damaged'
  /** No answer in time, or none at all; or it failed too often lately to be asked again. */
  | 'source_unavailable'
  /** An answer that does not follow the protocol. */
  | 'source_malformed';

/** The passwords that everybody tries first. Local: never waits for anything. */
export abstract class BreachCorpus {
  abstract check(password: Password): BreachVerdict;
}

/** A source elsewhere. Asked only after the proof; answers within its time limit, never throws. */
export abstract class RemoteBreachCorpus {
  abstract check(password: Password): Promise<BreachVerdict>;
}
