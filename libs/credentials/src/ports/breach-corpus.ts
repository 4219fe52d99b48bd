import type { Password, TenantId } from '#libs/identity';

/** In the order in which they are asked. */
export const BREACH_SOURCES = ['built_in', 'corpus_file', 'range_server'] as const;
export type BreachSource = (typeof BREACH_SOURCES)[number];

/** Which corpus has spoken: its name, and when its source was taken. */
interface Spoken {
  /** `deny_list`: the tenant's own, which is asked where nothing else has said enough. */
  readonly source: BreachSource | 'deny_list';
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
  readonly source: BreachSource;
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

/** A source as it is at the moment. */
export type SourceInService = {
  readonly source: BreachSource;
  /** Whether it can be asked; a range server, whether it was heard when it was asked last. */
  readonly usable: boolean;
  readonly version?: string;
  /** When its source was taken. */
  readonly date?: Date;
  readonly entries?: number;
};

/** The passwords that everybody tries first. Local: never waits for anything. */
export abstract class BreachCorpus {
  abstract check(password: Password): BreachVerdict;

  /** What is asked, in order; the last one, the largest, speaks for all. */
  abstract inService(): readonly SourceInService[];
}

/** Counts what is looked up, for those who watch the service. */
export abstract class BreachTally {
  abstract lookedUp(verdict: BreachVerdict): void;

  /** A password was taken, or kept, although nobody knows whether it is breached. */
  abstract debt(): void;
}

/** A source elsewhere. Asked only after the proof; answers within its time limit, never throws. */
export abstract class RemoteBreachCorpus {
  abstract check(password: Password): Promise<BreachVerdict>;

  abstract inService(): SourceInService;
}

/** Where ranges are asked for. */
export interface RangeServerAddress {
  /** The five digits are put behind it; ends with a slash. */
  readonly url: string;
  /** It holds some ranges only, so that an empty one is the truth. */
  readonly sparse: boolean;
}

/** A range server that a tenant has named. */
export interface OwnRangeServer extends RangeServerAddress {
  readonly tenant: TenantId;
}

/** The operator's range server, and those that tenants have named. What one of them does harms no other. */
export abstract class RangeServers {
  /** The tenant's own goes before the operator's. Undefined: there is neither. */
  abstract of(own: OwnRangeServer | undefined): RemoteBreachCorpus | undefined;
}
