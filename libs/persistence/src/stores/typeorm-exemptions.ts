import type { Exemption, ExemptionsOnArrival } from '#libs/credentials';
import { Exemptions } from '#libs/credentials';
import type { Caller, Origin, SubjectId } from '#libs/identity';

import type { Database } from '../database.js';
import type { AdminRow } from '../rows/admin-row.js';
import { ADMIN_COLUMNS, adminOf } from '../rows/admin-row.js';
import { statement } from '../statement.js';
import { callerStatements, statementFor } from './caller-statements.js';
import { journalSteps, NOW } from './journal-steps.js';

interface ArrivalRow extends AdminRow {
  readonly version: number;
  readonly known: boolean;
  readonly list:
    | readonly (readonly [
        SubjectId,
        Exemption['from'],
        owner: string,
        reason: string,
        until: string,
      ])[]
    | null;
}

const ON_ARRIVAL = callerStatements(
  'exemptions_on_arrival',
  (whom, about) => `
  SELECT ${ADMIN_COLUMNS}, n.exemptions_version AS version,
    EXISTS (SELECT FROM directory.subject o
            WHERE o.tenant = s.tenant AND o.subject = $${about}) AS known,
    (SELECT json_agg(json_build_array(e.subject, e.rule, e.owner, e.reason, e.until_at)
                     ORDER BY e.until_at, e.subject, e.rule)
     FROM credentials.exemption e
     WHERE e.tenant = s.tenant AND e.until_at > clock_timestamp()) AS list
  FROM directory.subject s
  JOIN tenancy.settings t ON t.tenant = s.tenant
  JOIN tenancy.tenant n ON n.id = s.tenant
  WHERE ${whom}`,
);

/**
 * One write at a time: the tenant's row counts them. `$1` tenant, `$2` subject, `$3` rule. The event is
 * of the person whom it concerns; its data name the admin.
 */
const write = (
  version: number,
  change: string,
  event: number,
  data: number,
): string => `WITH counted AS (
    UPDATE tenancy.tenant n SET exemptions_version = n.exemptions_version + 1
    WHERE n.id = $1 AND n.exemptions_version = $${version}
    RETURNING n.id AS tenant, n.exemptions_version AS version
  ), changed AS (${change}), written AS (
    SELECT c.tenant, $2::text AS subject, ${NOW} AS at FROM counted c
  ), ${journalSteps(event, data)}
  SELECT c.version FROM counted c`;

const GRANT = statement(
  'exemptions_grant',
  write(
    7,
    `INSERT INTO credentials.exemption AS e (tenant, subject, rule, owner, reason, until_at)
    SELECT c.tenant, $2, $3, $4, $5, $6 FROM counted c WHERE c.tenant = $1
    ON CONFLICT (tenant, subject, rule) DO UPDATE SET owner = $4, reason = $5, until_at = $6`,
    8,
    9,
  ),
);

const WITHDRAW = statement(
  'exemptions_withdraw',
  write(
    4,
    `DELETE FROM credentials.exemption e USING counted c
    WHERE e.tenant = c.tenant AND e.tenant = $1 AND e.subject = $2 AND e.rule = $3`,
    5,
    6,
  ),
);

type Grant = Parameters<Exemptions['grant']>[0];
type Withdrawal = Parameters<Exemptions['withdraw']>[0];

export class TypeormExemptions extends Exemptions {
  constructor(private readonly database: Database) {
    super();
  }

  override async onArrival(
    caller: Caller,
    about?: SubjectId,
  ): Promise<ExemptionsOnArrival | undefined> {
    const [row] = await this.database.query<ArrivalRow>(
      ...statementFor(ON_ARRIVAL, caller, [about ?? '']),
    );
    if (!row) return undefined;
    const exemptions = (row.list ?? []).map(([subject, from, owner, reason, until]) => ({
      ...{ subject, from, owner, reason },
      until: new Date(until),
    }));
    return { ...adminOf(row), version: row.version, exemptions, subjectIsKnown: row.known };
  }

  override async grant(
    { tenant, by, origin, exemption }: Grant,
    version: number,
  ): Promise<number | undefined> {
    const { subject, from, owner, reason, until } = exemption;
    const data = { by, rule: from, owner, reason, until: until.toISOString(), ...told(origin) };
    const [row] = await this.database.write<{ version: number }>(GRANT, [
      ...[tenant, subject, from, owner, reason, until, version],
      ...['exemption_granted', JSON.stringify(data)],
    ]);
    return row?.version;
  }

  override async withdraw(
    { tenant, by, origin, subject, from }: Withdrawal,
    version: number,
  ): Promise<number | undefined> {
    const data = { by, rule: from, ...told(origin) };
    const [row] = await this.database.write<{ version: number }>(WITHDRAW, [
      ...[tenant, subject, from, version],
      ...['exemption_withdrawn', JSON.stringify(data)],
    ]);
    return row?.version;
  }
}

const told = ({ ip, requestId }: Origin): object => ({ ip, request_id: requestId });
