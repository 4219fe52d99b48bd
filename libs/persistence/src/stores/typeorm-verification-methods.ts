import type { Caller, Standing, VerificationType } from '#libs/identity';
import type { Medium } from '#libs/verification';
import { VerificationMethods } from '#libs/verification';

import type { Database } from '../database.js';
import type { StandingRow } from '../rows/standing-row.js';
import { STANDING_COLUMNS, standingOf } from '../rows/standing-row.js';
import { SWITCHED_ON_COLUMN, switchedOnOf } from '../rows/switched-on.js';
import { callerStatements, statementFor } from './caller-statements.js';

interface TenantRow extends StandingRow {
  readonly methods: string;
}

interface SubjectRow extends TenantRow {
  readonly mediums: readonly Medium[] | null;
  readonly has_password: boolean;
}

type OfTenant = Awaited<ReturnType<VerificationMethods['ofTenant']>>;
type OfSubject = Awaited<ReturnType<VerificationMethods['ofSubject']>>;

const OF_TENANT = callerStatements(
  'methods_of_tenant',
  (whom) => `
  SELECT ${STANDING_COLUMNS}, ${SWITCHED_ON_COLUMN}
  FROM directory.subject s JOIN tenancy.settings t ON t.tenant = s.tenant
  WHERE ${whom}`,
);

const OF_SUBJECT = callerStatements(
  'methods_of_subject',
  (whom) => `
  SELECT ${STANDING_COLUMNS}, ${SWITCHED_ON_COLUMN},
    (SELECT json_agg(json_build_object('type', m.type, 'id', m.id, 'name', m.name)
                     ORDER BY m.enrolled_at, m.id)
     FROM verification.medium m
     WHERE m.tenant = s.tenant AND m.subject = s.subject
       AND m.verified_at IS NOT NULL AND m.quarantined_at IS NULL) AS mediums,
    EXISTS (SELECT FROM credentials.password_presence p
            WHERE p.tenant = s.tenant AND p.subject = s.subject
              AND p.quarantined_at IS NULL) AS has_password
  FROM directory.subject s JOIN tenancy.settings t ON t.tenant = s.tenant
  WHERE ${whom}`,
);

export class TypeormVerificationMethods extends VerificationMethods {
  constructor(private readonly database: Database) {
    super();
  }

  override async ofTenant(caller: Caller): Promise<OfTenant> {
    const [row] = await this.database.query<TenantRow>(...statementFor(OF_TENANT, caller));
    return row && arrival(row);
  }

  override async ofSubject(caller: Caller): Promise<OfSubject> {
    const [row] = await this.database.query<SubjectRow>(...statementFor(OF_SUBJECT, caller));
    if (!row) return undefined;
    const { standing, switchedOn } = arrival(row);
    return { standing, switchedOn, mediums: row.mediums ?? [], hasPassword: row.has_password };
  }
}

const arrival = (
  row: TenantRow,
): { standing: Standing; switchedOn: ReadonlySet<VerificationType> } => ({
  standing: standingOf(row),
  switchedOn: switchedOnOf(row.methods),
});
