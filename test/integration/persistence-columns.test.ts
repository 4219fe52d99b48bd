import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Database } from '#libs/persistence';
import { Statement } from '#libs/persistence';

import type { TestDatabase } from '../support/postgres.js';
import { connected, sql, testDatabase } from '../support/postgres.js';

const COLUMNS = Statement.declare(
  'test_columns',
  'SELECT c.a, c.b, c.at FROM test_columns c ORDER BY c.a',
  'a table of this test',
);

let database: TestDatabase;
let service: Database;

beforeAll(async () => {
  database = await testDatabase();
  // As behind a transaction pooler: no statement is prepared, so that a type may change under it.
  service = await connected(database.ownerUrl, { pooled: true });
  await sql(
    database.ownerUrl,
    'CREATE TABLE public.test_columns (a integer, b bigint, at timestamptz)',
  );
});

afterAll(() => service.close());

const rows = () => service.query<{ a: unknown; b: unknown; at: unknown }>(COLUMNS, []);

describe('what the columns of a statement are', () => {
  it('holds for every answer, that without rows and one with nothing in them included', async () => {
    expect(await rows()).toEqual([]);
    await sql(
      database.ownerUrl,
      `INSERT INTO public.test_columns VALUES (1, 2, '2026-01-02T03:04:05Z'), (2, NULL, NULL)`,
    );
    const expected = [
      { a: 1, b: '2', at: new Date('2026-01-02T03:04:05Z') },
      { a: 2, b: null, at: null },
    ];
    expect(await rows()).toEqual(expected);
    expect(await Promise.all([rows(), rows(), rows()])).toEqual([expected, expected, expected]);
  });

  it('is learnt anew when a migration has changed a type', async () => {
    await sql(database.ownerUrl, 'ALTER TABLE public.test_columns ALTER b TYPE integer');
    await sql(database.ownerUrl, 'ALTER TABLE public.test_columns ALTER a TYPE text');
    const [first, second] = await rows();
    expect(first).toEqual({ a: '1', b: 2, at: new Date('2026-01-02T03:04:05Z') });
    expect(second).toEqual({ a: '2', b: null, at: null });
  });

  it('is never guessed where a prepared statement has become another one: it is refused', async () => {
    const prepared = await connected(database.ownerUrl, { poolSize: 1 });
    const ask = () => prepared.query<{ b: unknown }>(COLUMNS, []);
    expect((await ask())[0]?.b).toBe(2);
    expect((await ask())[0]?.b).toBe(2);
    await sql(database.ownerUrl, 'ALTER TABLE public.test_columns ALTER b TYPE text');
    await expect(ask()).rejects.toMatchObject({ sqlState: '0A000' });
    await prepared.close();
    expect((await rows())[0]?.b).toBe('2');
    await sql(
      database.ownerUrl,
      'ALTER TABLE public.test_columns ALTER b TYPE integer USING b::int',
    );
  });

  it('gives no row anything of another', async () => {
    const [one, other] = await rows();
    Object.assign(one ?? {}, { b: 99 });
    expect(other?.b).toBeNull();
    expect((await rows())[0]?.b).toBe(2);
  });
});
