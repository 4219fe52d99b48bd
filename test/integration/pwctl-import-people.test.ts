import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { runImport } from '../../apps/pwctl/src/commands/import/run.js';
import type { ImportDesk } from '../support/import-desk.js';
import { BCRYPT, openImportDesk, person, SSHA } from '../support/import-desk.js';
import { sql } from '../support/postgres.js';

let desk: ImportDesk;

beforeAll(async () => {
  desk = await openImportDesk();
});
afterAll(() => desk.close());
beforeEach(() => desk.begin());

describe('pwctl import --create', () => {
  it('registers people on request, found by what their line says', async () => {
    const csv = [
      'subject,hash,email,email_verified,mobile',
      `anna,${BCRYPT},Anna@Example.com,true,0176 04069001`,
      `bert,"${SSHA}",,,`,
      `carl,${SSHA},no address,,`,
      `dan,${SSHA},,`,
      `eva,${SSHA},eva@example.com,no,`,
    ];
    expect(
      await runImport(
        await desk.command('people.csv', csv.join('\r\n'), '--create'),
        desk.opened(),
        desk.terminal(),
      ),
    ).toBe(65);
    expect((await desk.stored()).map(({ subject }) => subject)).toEqual(['anna', 'bert']);
    expect(desk.printed).toContain('line 4: EMAIL cannot be read as what its type says');
    expect(desk.printed).toContain('line 5: has not as many fields as the first line');
    expect(desk.printed).toContain('line 6: has no line end: was the file cut off?');
    const identifiers = await sql(
      desk.url,
      `SELECT type, lookup, verified_at IS NOT NULL AS verified FROM directory.identifier
       WHERE tenant = $1 AND subject = 'anna' ORDER BY type`,
      [desk.tenant],
    );
    expect(identifiers).toEqual([
      { type: 'EMAIL', lookup: 'anna@example.com', verified: true },
      { type: 'MOBILE', lookup: '+4917604069001', verified: false },
    ]);
  });

  it('registers people as the directory does: known to the journal, and found by nothing of others', async () => {
    const address = { type: 'EMAIL', value: 'ada@example.com', verified: true };
    const lines = [
      person('ada', SSHA, { identifiers: [address] }),
      person('bob', SSHA, { identifiers: [{ ...address, value: 'ADA@example.com' }] }),
      person('cyd', SSHA, { identifiers: [address, address] }),
    ];
    const wish = await desk.command('two.ndjson', lines.join(''), '--create', '--batch', '1');
    expect(await runImport(wish, desk.opened(), desk.terminal())).toBe(65);
    expect(desk.printed).toEqual([
      "line 2: EMAIL is somebody else's",
      'line 3: EMAIL is the same as another one of the list',
      '1 passwords imported; 0 people kept theirs; 2 lines were bad',
    ]);
    const events = await sql(
      desk.url,
      'SELECT subject, type FROM journal.event WHERE tenant = $1 ORDER BY subject_seq',
      [desk.tenant],
    );
    expect(events).toEqual([
      { subject: 'ada', type: 'subject_registered' },
      { subject: 'ada', type: 'password_imported' },
    ]);
  });

  it('may run twice at once, in any order: each waits for the other, and nobody is imported twice', async () => {
    const people = Array.from({ length: 40 }, (_, n) =>
      person(`twin-${n}`, SSHA, {
        identifiers: [{ type: 'EMAIL', value: `twin-${n}@example.com` }],
      }),
    );
    const one = await desk.command('one-way.ndjson', people.join(''), '--create');
    const other = await desk.command('other-way.ndjson', people.reverse().join(''), '--create');
    const both = [one, other].map((wish) => runImport(wish, desk.opened(), desk.terminal()));
    expect(await Promise.all(both)).toEqual([0, 0]);
    expect(await desk.stored()).toHaveLength(40);
    const [events] = await sql(
      desk.url,
      'SELECT count(*)::int AS n FROM journal.event WHERE tenant = $1',
      [desk.tenant],
    );
    expect(events).toEqual({ n: 80 });
  });
});
