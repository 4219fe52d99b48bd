import type { PasswordSituation } from '#libs/credentials';
import { PasswordSituations } from '#libs/credentials';
import type { Caller, VerificationType } from '#libs/identity';
import { availableMethods } from '#libs/identity';

import type { Database } from '../database.js';
import { APPLYING_POLICIES, policyOf } from '../rows/policies.js';
import type { StandingRow } from '../rows/standing-row.js';
import { STANDING_COLUMNS, standingOf } from '../rows/standing-row.js';
import { SWITCHED_ON_COLUMN, switchedOnOf } from '../rows/switched-on.js';
import { callerStatements, statementFor } from './caller-statements.js';

interface SituationRow extends StandingRow {
  readonly as_of: Date;
  readonly managed_by: string | null;
  readonly methods: string;
  readonly second_factor: 'optional' | 'required';
  readonly policies: string | null;
  /** Null: there is no password. */
  readonly quarantined: boolean | null;
  readonly has_contact: boolean;
  readonly enrolled: readonly VerificationType[];
}

/** Reads no envelope, so that either service's role may ask. */
const OF_CALLER = callerStatements(
  'password_situation',
  (whom) => `
  SELECT clock_timestamp() AS as_of, ${STANDING_COLUMNS}, s.managed_by, ${SWITCHED_ON_COLUMN},
    t.second_factor, ${APPLYING_POLICIES} AS policies,
    (SELECT p.quarantined_at IS NOT NULL FROM credentials.password_presence p
     WHERE p.tenant = s.tenant AND p.subject = s.subject) AS quarantined,
    EXISTS (SELECT FROM verification.verified_contact c
            WHERE c.tenant = s.tenant AND c.subject = s.subject) AS has_contact,
    ARRAY (SELECT DISTINCT m.type FROM verification.medium m
           WHERE m.tenant = s.tenant AND m.subject = s.subject
             AND m.verified_at IS NOT NULL AND m.quarantined_at IS NULL) AS enrolled
  FROM directory.subject s JOIN tenancy.settings t ON t.tenant = s.tenant
  WHERE ${whom}`,
);

export class TypeormPasswordSituations extends PasswordSituations {
  constructor(private readonly database: Database) {
    super();
  }

  override async ofCaller(caller: Caller): Promise<PasswordSituation | undefined> {
    const [row] = await this.database.query<SituationRow>(...statementFor(OF_CALLER, caller));
    return row && situationOf(row);
  }
}

function situationOf(row: SituationRow): PasswordSituation {
  const available = availableMethods(switchedOnOf(row.methods));
  const secondFactorRequired = row.second_factor === 'required';
  const { policy, version: policyVersion } = policyOf(row.policies, secondFactorRequired);
  return {
    asOf: row.as_of,
    standing: standingOf(row),
    ...(row.managed_by !== null && { managedBy: row.managed_by }),
    quarantined: row.quarantined ?? false,
    hasVerifiedContact: row.has_contact,
    enrolled: new Set(row.enrolled.filter((type) => available.has(type))),
    tenant: { passwordEnabled: available.has('PASSWORD'), secondFactorRequired },
    policy,
    policyVersion,
    hasPassword: row.quarantined !== null,
  };
}
