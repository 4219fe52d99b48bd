import type { SubjectId, TenantId } from '#libs/identity';
import type { EnrolledMedium, MediumWrite, PersonsFactors } from '#libs/verification';
import { Mediums } from '#libs/verification';

import type { Database, Value } from '../database.js';
import { SWITCHED_ON_COLUMN, switchedOnOf } from '../rows/switched-on.js';
import { statement } from '../statement.js';
import { toldOf } from './cause.js';
import { journalSteps, NOW } from './journal-steps.js';

const FACTORS = statement(
  'mediums_factors',
  `SELECT s.factors_version, ${SWITCHED_ON_COLUMN}, n.region,
     EXISTS (SELECT FROM credentials.password_presence p
             WHERE p.tenant = s.tenant AND p.subject = s.subject
               AND p.quarantined_at IS NULL) AS has_password,
     (SELECT json_agg(json_build_object('id', m.id, 'type', m.type,
        'usable', m.verified_at IS NOT NULL AND m.quarantined_at IS NULL))
      FROM verification.medium m
      WHERE m.tenant = s.tenant AND m.subject = s.subject) AS mediums
   FROM directory.subject s
   JOIN tenancy.settings t ON t.tenant = s.tenant
   JOIN tenancy.tenant n ON n.id = s.tenant
   WHERE s.tenant = $1 AND s.subject = $2 AND s.status = 'active'`,
);

/** The predicate is judged on the newest row: a factor that came or went meanwhile stops the write. */
const LOCKED = `locked AS MATERIALIZED (
    SELECT s.tenant, s.subject FROM directory.subject s
    WHERE s.tenant = $1 AND s.subject = $2 AND s.status = 'active' AND s.factors_version = $3
    FOR NO KEY UPDATE
  )`;

const COUNTED = `counted AS (
    UPDATE directory.subject s SET factors_version = s.factors_version + 1
    FROM written w WHERE s.tenant = w.tenant AND s.subject = w.subject
  )`;

const PUT = statement(
  'mediums_put',
  `WITH ${LOCKED}, written AS (
    INSERT INTO verification.medium AS m (tenant, subject, id, type, name, verified_at)
    SELECT l.tenant, l.subject, $4::uuid, $5, $6,
           CASE WHEN $7::boolean THEN clock_timestamp() END FROM locked l
    ON CONFLICT (tenant, subject, id) DO UPDATE
      SET name = excluded.name,
          verified_at = CASE WHEN m.name = excluded.name AND excluded.verified_at IS NOT NULL
            THEN coalesce(m.verified_at, excluded.verified_at) ELSE excluded.verified_at END
      WHERE m.tenant = $1 AND m.type = excluded.type
    RETURNING m.tenant, m.subject, ${NOW} AS at
  ), ${COUNTED}, ${journalSteps(8, 9)}
  SELECT w.at FROM written w`,
);

const REMOVE = statement(
  'mediums_remove',
  `WITH ${LOCKED}, written AS (
    DELETE FROM verification.medium m USING locked l
    WHERE m.tenant = l.tenant AND m.subject = l.subject AND m.id = $4::uuid
    RETURNING m.tenant, m.subject, ${NOW} AS at
  ), ${COUNTED}, ${journalSteps(5, 6)}
  SELECT w.at FROM written w`,
);

interface FactorsRow {
  readonly factors_version: number;
  readonly methods: string;
  readonly region: string | null;
  readonly has_password: boolean;
  readonly mediums: readonly EnrolledMedium[] | null;
}

export class TypeormMediums extends Mediums {
  constructor(private readonly database: Database) {
    super();
  }

  override async factorsOf(
    tenant: TenantId,
    subject: SubjectId,
  ): Promise<PersonsFactors | undefined> {
    const [row] = await this.database.query<FactorsRow>(FACTORS, [tenant, subject]);
    if (!row) return undefined;
    return {
      factorsVersion: row.factors_version,
      switchedOn: switchedOnOf(row.methods),
      hasPassword: row.has_password,
      mediums: row.mediums ?? [],
      ...(row.region !== null && { region: row.region }),
    };
  }

  override async put(
    write: MediumWrite & { readonly name: string; readonly verified: boolean },
    factorsVersion: number,
  ): Promise<boolean> {
    const { type, name, verified } = write;
    const values = [...whichOf(write, factorsVersion), type, name, verified];
    const event = ['medium_written', told(write, { verified })];
    return (await this.database.write(PUT, [...values, ...event])).length > 0;
  }

  override async remove(write: MediumWrite, factorsVersion: number): Promise<boolean> {
    const event = ['medium_removed', told(write)];
    const values = [...whichOf(write, factorsVersion), ...event];
    return (await this.database.write(REMOVE, values)).length > 0;
  }
}

const whichOf = ({ tenant, subject, id }: MediumWrite, version: number): readonly Value[] => [
  ...[tenant, subject, version, id],
];

/** Never where it leads to. */
const told = ({ id, type, client, origin }: MediumWrite, more: object = {}): string =>
  JSON.stringify({ id, type, ...more, ...toldOf({ ...origin, client }) });
