import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { Internal } from '../support/internal.js';

const FIRST = 'Quiet-harbour-58, at night';
const SECOND = 'Distant mountains, 1 lake';

/** Every table that has rows of one person. */
const TABLES_OF_PEOPLE = `SELECT table_schema || '.' || table_name AS name
  FROM information_schema.columns c JOIN information_schema.tables t
    USING (table_schema, table_name)
  WHERE column_name = 'subject' AND table_type = 'BASE TABLE'
    AND table_schema IN ('tenancy', 'directory', 'credentials', 'verification', 'journal')`;

describe('internal: what is known of a person', () => {
  let house: House;
  let directory: Internal;

  beforeAll(async () => {
    house = await openHouse();
    directory = await Internal.of(house, 'subjects:write subjects:read');
  });
  afterAll(() => house.close());

  const changed = async (person: Person) => {
    const body = { old_password: FIRST, new_password: SECOND, confirm_password: SECOND };
    const sent = { method: 'PUT', path: '/password-srv/password', body };
    return house.ask(house.passwordUrl, sent, await house.freshToken(person));
  };
  const lived = async () => {
    const person = await house.person({
      ...{ email: 'lived@example.org', sms: '+4915112345678', totp: true, preset: 'legacy' },
      password: FIRST,
    });
    expect(await changed(person)).toMatchObject({ status: 200 });
    await house.rows(
      `INSERT INTO journal.delivery (tenant, subject, subject_seq, channel, address)
       VALUES ($1, $2, 1, 'mail', 'lived@example.org')`,
      [person.tenant, person.subject],
    );
    return person;
  };

  it('is given out whole, without anything that proves anything (R25a)', async () => {
    const person = await lived();
    const { status, body, text } = await directory.get(person, '/export');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      subject: person.subject,
      mediums: [{ type: 'EMAIL' }, { type: 'SMS' }, { type: 'TOTP' }],
      password: { changed_at: expect.any(String), breach: 'clean' },
      remembered_passwords: [expect.any(String), expect.any(String)],
      events: [{ type: 'password_changed', data: { ip: '127.0.0.1' } }],
      notices: [{ channel: 'mail', address: 'lived@example.org', state: 'due' }],
    });
    const [row] = await house.rows<{ envelope: string }>(
      'SELECT envelope FROM credentials.password WHERE tenant = $1 AND subject = $2',
      [person.tenant, person.subject],
    );
    expect(text).not.toContain(row?.envelope ?? 'none');
    expect(text).not.toMatch(/envelope|argon2/);
  });

  it('is gone with them: credentials, history, attempts, proofs, mediums and answers', async () => {
    const person = await lived();
    const { tenant, subject } = person;
    expect(await directory.delete(person)).toMatchObject({ status: 204 });
    expect(await directory.get(person, '/export')).toMatchObject({ status: 404 });
    expect(await directory.delete(person)).toMatchObject({ status: 404 });

    const tables = await house.rows<{ name: string }>(TABLES_OF_PEOPLE, []);
    expect(tables.length).toBeGreaterThan(15);
    const left: string[] = [];
    for (const { name } of tables) {
      const rows = await house.rows(
        `SELECT FROM ${name} x WHERE x.tenant = $1 AND x.subject = $2`,
        [tenant, subject],
      );
      if (rows.length > 0) left.push(name);
    }
    expect(left.sort()).toEqual(['journal.arrival', 'journal.event', 'journal.stream']);
    const events = await house.rows<{ type: string; data: object }>(
      `SELECT type, data FROM journal.event WHERE tenant = $1 AND subject = $2 ORDER BY subject_seq`,
      [tenant, subject],
    );
    expect(events.map(({ type }) => type)).toEqual(['password_changed', 'subject_erased']);
    for (const { data } of events) expect(data).not.toHaveProperty('ip');
  });

  it('does not come back with the sub: no token from before is anybody (R07, R08)', async () => {
    const person = await lived();
    const [old, fresh] = [person.token(), await house.freshToken(person)];
    const listed = (token: string) =>
      house.ask(
        house.verificationUrl,
        { method: 'GET', path: '/verification-srv/config/list' },
        token,
      );
    expect(await listed(fresh)).toMatchObject({ status: 200 });
    await directory.delete(person);
    expect(await listed(fresh)).toMatchObject({ status: 401 });

    expect(await directory.put(person, { identifiers: [] })).toMatchObject({ status: 201 });
    for (const token of [old, fresh]) expect(await listed(token)).toMatchObject({ status: 401 });
    expect(await listed(await house.freshToken(person))).toMatchObject({ status: 200 });
  });

  it('is the only thing that ever rewrites the journal, and then only an address', async () => {
    const person = await lived();
    const values = [person.tenant, person.subject];
    const where = 'WHERE tenant = $1 AND subject = $2';
    for (const set of [`type = 'nothing'`, `data = '{}'`, `data = data - 'change_id'`]) {
      const rewrite = house.rows(`UPDATE journal.event SET ${set} ${where}`, values);
      await expect(rewrite).rejects.toThrow(/append-only/);
    }
    await expect(house.rows(`DELETE FROM journal.event ${where}`, values)).rejects.toThrow(
      /append-only/,
    );
  });
});
