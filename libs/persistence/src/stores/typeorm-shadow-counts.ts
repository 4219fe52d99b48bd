import type { ShadowDay, ShadowMark } from '#libs/credentials';
import { ShadowCounts } from '#libs/credentials';
import type { TenantId } from '#libs/identity';
import type { ShadowVerdict, ViolationCode } from '#libs/password-policy';
import { Unavailable } from '#libs/platform';

import type { Database } from '../database.js';
import { AnswerLost } from '../failures.js';
import { WHOLE_TENANT } from '../rows/policies.js';
import { PendingCounts } from './pending-counts.js';
import { ADD_COUNTS, COUNTS } from './shadow-statements.js';

/** Long enough to make one statement of hundreds of passwords, short enough for an admin to wait. */
const WRITTEN_WITHIN_MS = 5_000;

const SEEN = 'seen';
const WOULD_FAIL = 'would_fail';

interface CountRow {
  readonly day: string;
  readonly counted: string;
  readonly passwords: number;
}

/** Counted in memory, written down together: no request waits for a counter. */
export class TypeormShadowCounts extends ShadowCounts {
  private readonly pending = new PendingCounts();
  private timer: NodeJS.Timeout | undefined;
  private writing = Promise.resolve();
  private lost = 0;

  constructor(private readonly database: Database) {
    super();
  }

  /** Passwords that are in no forecast although they were seen. */
  get uncounted(): number {
    return this.lost;
  }

  override add({ tenant, group, version }: ShadowMark, verdict: ShadowVerdict): void {
    const counted = [SEEN, ...(verdict.wouldFail ? [WOULD_FAIL] : []), ...verdict.codes];
    const taken = this.pending.add(tenant, scopeOf(group), version, counted);
    if (!taken) return this.missed();
    this.timer ??= setTimeout(() => void this.flush(), WRITTEN_WITHIN_MS).unref();
  }

  override missed(): void {
    this.lost += 1;
  }

  override async soFar({ tenant, group, version }: ShadowMark): Promise<readonly ShadowDay[]> {
    await this.flush();
    const values = [tenant, scopeOf(group), version];
    return daysOf(await this.database.query<CountRow>(COUNTS, values));
  }

  /** Writes down what was counted; never throws. What certainly was not written is kept for later. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.writing = this.writing.then(async () => {
      for (const tenant of this.pending.tenants()) await this.write(tenant);
    });
    return this.writing;
  }

  /** Rather too few than twice: of an answer that was lost nobody knows. */
  private async write(tenant: TenantId): Promise<void> {
    const counts = this.pending.take(tenant);
    try {
      await this.database.write(ADD_COUNTS, [tenant, JSON.stringify(counts)]);
    } catch (error) {
      if (error instanceof Unavailable && !(error instanceof AnswerLost)) {
        this.pending.putBack(tenant, counts);
        this.timer ??= setTimeout(() => void this.flush(), WRITTEN_WITHIN_MS).unref();
        return;
      }
      for (const { counted, passwords } of counts) if (counted === SEEN) this.lost += passwords;
    }
  }
}

const scopeOf = (group: string | undefined): string => group ?? WHOLE_TENANT;

function daysOf(rows: readonly CountRow[]): ShadowDay[] {
  const days = new Map<string, Map<string, number>>();
  for (const { day, counted, passwords } of rows) {
    const counts = days.get(day) ?? new Map<string, number>();
    days.set(day, counts.set(counted, passwords));
  }
  return [...days].map(([day, counts]) => {
    const { [SEEN]: seen = 0, [WOULD_FAIL]: wouldFail = 0, ...codes } = Object.fromEntries(counts);
    const violations = new Map(Object.entries(codes) as [ViolationCode, number][]);
    return { day, seen, wouldFail, violations };
  });
}
