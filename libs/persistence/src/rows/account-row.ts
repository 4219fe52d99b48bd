import type { Account, BreachRecord, DeniedWords, PasswordCredential } from '#libs/credentials';
import type { ChangeId, ChangeReason, SubjectId, TenantId, VerificationType } from '#libs/identity';
import { availableMethods } from '#libs/identity';

import type { ExemptionsColumn } from './exemptions.js';
import { exemptionsOf } from './exemptions.js';
import type { ContextRow } from './password-context.js';
import { aboutOf } from './password-context.js';
import { policyOf } from './policies.js';
import type { StandingRow } from './standing-row.js';
import { standingOf } from './standing-row.js';
import type { RangeServerRow } from './range-server-row.js';
import { ownRangeServerOf } from './range-server-row.js';
import { switchedOnOf } from './switched-on.js';

export interface AccountRow extends StandingRow, ContextRow, RangeServerRow {
  readonly subject: SubjectId;
  readonly as_of: Date;
  readonly managed_by: string | null;
  /** What the tenant's admin has switched on. */
  readonly methods: string;
  readonly second_factor: 'optional' | 'required';
  readonly policies: string | null;
  /** Those of the credential are null together, but for the reason. */
  readonly version: number | null;
  readonly envelope: string | null;
  readonly change_id: ChangeId | null;
  readonly within_last_minute: boolean | null;
  readonly change_wait_seconds: number;
  readonly changed_at: Date | null;
  readonly must_change_reason: ChangeReason | null;
  readonly breach_state: BreachRecord['state'] | null;
  readonly breach_corpus: string | null;
  readonly breach_checked_at: Date | null;
  readonly tightened_at: Date | null;
  readonly exemptions: ExemptionsColumn;
  readonly quarantined: boolean;
  readonly enrolled: readonly VerificationType[];
  readonly wait_seconds: number;
  readonly failures: number;
}

export function accountOf(tenant: TenantId, row: AccountRow, deniedWords: DeniedWords): Account {
  const credential = credentialOf(row);
  const available = availableMethods(switchedOnOf(row.methods));
  const secondFactorRequired = row.second_factor === 'required';
  const applied = policyOf(row.policies, secondFactorRequired);
  const rangeServer = ownRangeServerOf(tenant, row);
  return {
    subject: row.subject,
    asOf: row.as_of,
    standing: standingOf(row),
    ...(row.managed_by !== null && { managedBy: row.managed_by }),
    quarantined: row.quarantined,
    hasVerifiedContact: row.contacts !== null,
    enrolled: new Set(row.enrolled.filter((type) => available.has(type))),
    tenant: {
      passwordEnabled: available.has('PASSWORD'),
      secondFactorRequired,
      ...(rangeServer && { rangeServer }),
    },
    policy: applied.policy,
    policyVersion: applied.version,
    shadows: applied.shadows,
    exemptions: exemptionsOf(row.exemptions),
    context: { about: aboutOf(row), deniedWords },
    ...(credential && { credential }),
    waitSeconds: row.wait_seconds,
    failures: row.failures,
  };
}

function credentialOf(row: AccountRow): PasswordCredential | undefined {
  const { version, envelope, change_id: changeId, changed_at: changedAt } = row;
  if (version === null || envelope === null || changeId === null || changedAt === null) {
    return undefined;
  }
  const { within_last_minute: recently, must_change_reason: mustChange } = row;
  const { tightened_at: tightenedAt } = row;
  return {
    version,
    envelope,
    changeId,
    changedWithinLastMinute: recently ?? false,
    changeWaitSeconds: row.change_wait_seconds,
    changedAt,
    ...(mustChange && { mustChange }),
    breach: {
      state: row.breach_state ?? 'undetermined',
      ...(row.breach_corpus !== null && { corpusVersion: row.breach_corpus }),
      ...(row.breach_checked_at && { checkedAt: row.breach_checked_at }),
    },
    ...(tightenedAt && { tightenedAt }),
  };
}
