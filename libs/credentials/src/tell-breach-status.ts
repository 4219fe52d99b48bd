import type { AccessRefusal, Caller, Outcome } from '#libs/identity';
import { admitAdmin, done } from '#libs/identity';

import type { BreachCheck } from './breach-check.js';
import type { RangeServerAddress, SourceInService } from './ports/breach-corpus.js';
import type { BreachCoverage, BreachRecords } from './ports/breach-records.js';

/** A source, and whether somebody should do something about it. */
export interface SourceStatus extends SourceInService {
  /** Whole days since its source was taken. */
  readonly ageDays?: number;
  readonly alarm: boolean;
}

export interface BreachStatus {
  /** Of the settings. */
  readonly version: number;
  /** The tenant's own. */
  readonly rangeServer: RangeServerAddress | undefined;
  readonly sources: readonly SourceStatus[];
  /** Of the tenant's passwords, by the local corpus in service. */
  readonly coverage: BreachCoverage;
}

const DAY_MS = 86_400_000;

/** A file that cannot be used, or is older than `limitDays`. The built-in list comes with releases. */
export function statusOf(one: SourceInService, now: Date, limitDays: number): SourceStatus {
  const ageMs = one.date && now.getTime() - one.date.getTime();
  const old = one.source === 'corpus_file' && ageMs !== undefined && ageMs > limitDays * DAY_MS;
  const ageDays = ageMs !== undefined && { ageDays: Math.floor(ageMs / DAY_MS) };
  return { ...one, ...ageDays, alarm: !one.usable || old };
}

/** How well a tenant's passwords are protected by corpora, for the tenant's admins. */
export class TellBreachStatus {
  constructor(
    private readonly breaches: BreachCheck,
    private readonly records: BreachRecords,
    /** Days after which a corpus file is too old. */
    private readonly limitDays: number,
  ) {}

  async tell(caller: Caller): Promise<Outcome<BreachStatus, AccessRefusal>> {
    const arrived = admitAdmin(caller, await this.records.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    const { asOf, version, rangeServer } = arrived.value;
    const corpus = this.breaches.corpusInService()?.version;
    const coverage = await this.records.coverage(caller.tenant, corpus);
    const inService = this.breaches.inService(rangeServer);
    const sources = inService.map((one) => statusOf(one, asOf, this.limitDays));
    return done({ version, rangeServer, sources, coverage });
  }
}
