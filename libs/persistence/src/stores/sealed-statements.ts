import type { SealedKind } from '#libs/credentials';

import type { Statement } from '../statement.js';
import { statement } from '../statement.js';

const EVERY_TENANT =
  'keys are those of the whole installation; every row that is written names its own';

interface Table {
  readonly name: string;
  readonly alias: string;
  /** The rest of the primary key after the tenant, as text that sorts like it. */
  readonly key: readonly string[];
  readonly id: string;
  readonly step: string;
  readonly envelope: string;
}

const TABLES: Readonly<Record<SealedKind, Table>> = {
  password: {
    name: 'credentials.password',
    alias: 'p',
    key: ['p.subject'],
    id: 'p.last_change_id',
    step: '1',
    envelope: 'envelope',
  },
  history: {
    name: 'credentials.history',
    alias: 'h',
    key: ['h.subject', 'h.entry_id'],
    id: 'h.entry_id',
    step: '1',
    envelope: 'envelope',
  },
  reset_code: {
    name: 'credentials.reset_request',
    alias: 'r',
    key: ['r.id'],
    id: 'r.id',
    step: 'r.step',
    envelope: 'code',
  },
};

export interface SealedStatements {
  readonly keys: Statement;
  readonly count: Statement;
  readonly next: Statement;
  readonly replace: Statement;
}

const of = (kind: SealedKind): SealedStatements => {
  const table = TABLES[kind];
  return {
    keys: statement(`sealed_keys_${kind}`, keysOf(table), EVERY_TENANT),
    count: statement(`sealed_count_${kind}`, countOf(table), EVERY_TENANT),
    next: statement(`sealed_next_${kind}`, nextOf(table), EVERY_TENANT),
    replace: statement(`sealed_replace_${kind}`, replaceOf(table), EVERY_TENANT),
  };
};

/** From one key to the next along the index, however many rows each has. */
function keysOf({ name, alias }: Table): string {
  const least = (where: string): string =>
    `SELECT ${alias}.key_id FROM ${name} ${alias} ${where} ORDER BY ${alias}.key_id LIMIT 1`;
  return `WITH RECURSIVE used AS (
    (${least(`WHERE ${alias}.key_id > ''`)})
    UNION ALL
    SELECT (${least(`WHERE ${alias}.key_id > u.key_id`)}) FROM used u WHERE u.key_id IS NOT NULL
  )
  SELECT u.key_id FROM used u WHERE u.key_id IS NOT NULL`;
}

const countOf = ({ name, alias }: Table): string =>
  `SELECT count(*)::int AS rows FROM ${name} ${alias} WHERE ${alias}.key_id = $1`;

/** `$1` is the key that seals; `$2` and `$3` (and `$4`) where the walk stands; the last one how many. */
function nextOf({ name, alias, key, id, step, envelope }: Table): string {
  const primary = [`${alias}.tenant`, ...key].join(', ');
  const stands = ['$2', ...key.map((_, at) => `$${3 + at}`)].join(', ');
  return `SELECT ${alias}.tenant, ${alias}.subject, ${id}::text AS id, ${step}::int AS step,
      ${alias}.${envelope} AS envelope
    FROM ${name} ${alias}
    WHERE (${primary}) > (${stands}) AND ${alias}.key_id <> $1 AND ${alias}.key_id > ''
    ORDER BY ${primary} LIMIT $${3 + key.length}`;
}

/**
 * Only rows that nobody else holds are written, so that this waits for nobody, and nobody who waits
 * for this is waited for: no deadlock with a change, whatever it writes and in which order.
 */
const replaceOf = ({ name, alias, id, envelope }: Table): string => `WITH wanted AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
      AS w (tenant, subject, id, before, next)
  ), mine AS MATERIALIZED (
    SELECT ${alias}.tenant, ${alias}.subject, ${id}::text AS id, w.next
    FROM wanted w JOIN ${name} ${alias} ON ${alias}.tenant = w.tenant
      AND ${alias}.subject = w.subject AND ${id}::text = w.id AND ${alias}.${envelope} = w.before
    FOR NO KEY UPDATE OF ${alias} SKIP LOCKED
  )
  UPDATE ${name} ${alias} SET ${envelope} = m.next FROM mine m
  WHERE ${alias}.tenant = m.tenant AND ${alias}.subject = m.subject AND ${id}::text = m.id
  RETURNING 1`;

export const SEALED: Readonly<Record<SealedKind, SealedStatements>> = {
  password: of('password'),
  history: of('history'),
  reset_code: of('reset_code'),
};
