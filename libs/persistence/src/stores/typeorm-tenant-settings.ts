import type { Caller } from '#libs/identity';
import type { MultifactorSettings, SettingsOnArrival } from '#libs/verification';
import { TenantSettings } from '#libs/verification';

import type { Database } from '../database.js';
import type { AdminRow } from '../rows/admin-row.js';
import { ADMIN_COLUMNS, adminOf } from '../rows/admin-row.js';
import { SWITCHED_ON_COLUMN, switchedOnOf } from '../rows/switched-on.js';
import { statement } from '../statement.js';
import { callerStatements, statementFor } from './caller-statements.js';
import { journalSteps, NOW } from './journal-steps.js';

interface SettingsRow extends AdminRow {
  readonly version: number;
  readonly methods: string;
}

const ON_ARRIVAL = callerStatements(
  'settings_on_arrival',
  (whom) => `
  SELECT ${ADMIN_COLUMNS},
    t.version, ${SWITCHED_ON_COLUMN}
  FROM directory.subject s JOIN tenancy.settings t ON t.tenant = s.tenant
  WHERE ${whom}`,
);

/** The update holds the tenant's lock to the end of the statement and re-checks the version under it. */
const REPLACE = statement(
  'settings_replace',
  `WITH changed AS (
    UPDATE tenancy.settings t
    SET version = t.version + 1, methods = $4, second_factor = $5
    WHERE t.tenant = $1 AND t.version = $3
    RETURNING t.tenant, t.version
  ), written AS (
    SELECT c.tenant, $2::text AS subject, ${NOW} AS at FROM changed c
  ), ${journalSteps(6, 7)}
  SELECT c.version FROM changed c`,
);

type Write = Parameters<TenantSettings['replace']>[0];

export class TypeormTenantSettings extends TenantSettings {
  constructor(private readonly database: Database) {
    super();
  }

  override async onArrival(caller: Caller): Promise<SettingsOnArrival | undefined> {
    const [row] = await this.database.query<SettingsRow>(...statementFor(ON_ARRIVAL, caller));
    if (!row) return undefined;
    const { version, methods, second_factor: secondFactor } = row;
    const settings = { switchedOn: switchedOnOf(methods), secondFactor };
    return { ...adminOf(row), version, settings };
  }

  override async replace(
    { tenant, by, origin, before, after }: Write,
    version: number,
  ): Promise<{ version: number } | undefined> {
    const data = {
      before: recorded(before),
      after: recorded(after),
      ip: origin.ip,
      request_id: origin.requestId,
    };
    const [row] = await this.database.write<{ version: number }>(REPLACE, [
      ...[tenant, by, version],
      [...after.switchedOn],
      after.secondFactor,
      ...['multifactor_settings_changed', JSON.stringify(data)],
    ]);
    return row;
  }
}

const recorded = ({ switchedOn, secondFactor }: MultifactorSettings): object => ({
  methods: [...switchedOn],
  second_factor: secondFactor,
});
