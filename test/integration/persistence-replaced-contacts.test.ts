import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Database } from '#libs/persistence';
import { TypeormDeliveries, TypeormPasswordCredentials } from '#libs/persistence';

import type { Person } from '../support/builders.js';
import { givenPerson, givenTenant, newPassword } from '../support/builders.js';
import type { TestDatabase } from '../support/postgres.js';
import { connected, freshDatabase, sql } from '../support/postgres.js';

describe('the notice of a reset', () => {
  let database: TestDatabase;
  let owner: Database;
  let passwordSrv: Database;
  let relay: Database;

  beforeAll(async () => {
    database = await freshDatabase();
    owner = await connected(database.ownerUrl);
    passwordSrv = await connected(database.urls.password);
    relay = await connected(database.urls.relay);
  });
  afterAll(() => Promise.all([owner, passwordSrv, relay].map((each) => each.close())));

  const rename = (person: Person, name: string): Promise<unknown> =>
    sql(
      database.ownerUrl,
      'UPDATE verification.medium SET name = $3 WHERE tenant = $1 AND subject = $2',
      [...[person.tenant, person.subject, name]],
    );
  const told = async (person: Person): Promise<string[]> => {
    const rows = await sql<{ address: string }>(
      database.ownerUrl,
      'SELECT address FROM journal.delivery WHERE tenant = $1 AND subject_seq = 2 ORDER BY address',
      [person.tenant],
    );
    return rows.map(({ address }) => address);
  };

  it('goes to contacts that were replaced within 30 days, and to none replaced before', async () => {
    const person = await givenPerson(owner, await givenTenant(owner));
    const credentials = new TypeormPasswordCredentials(passwordSrv);
    await credentials.setFirst(newPassword(person));
    await rename(person, 'second@mail.test');
    await sql(
      database.ownerUrl,
      `UPDATE verification.replaced_contact SET replaced_at = now() - interval '31 days'
       WHERE tenant = $1`,
      [person.tenant],
    );
    await rename(person, 'third@mail.test');
    const written = await credentials.reset(newPassword(person), { version: 1, epoch: 1 });
    expect(written.kind).toBe('committed');
    await new TypeormDeliveries(relay).dispatch(['password_reset'], 100, ['mail']);
    expect(await told(person)).toEqual(['second@mail.test', 'third@mail.test']);
  });

  it('goes to telephones as well, although there is a mail address', async () => {
    const mediums = [
      { type: 'EMAIL' as const, name: 'first@mail.test' },
      { type: 'SMS' as const, name: '+4917604069001' },
    ];
    const person = await givenPerson(owner, await givenTenant(owner), { mediums });
    const credentials = new TypeormPasswordCredentials(passwordSrv);
    await credentials.setFirst(newPassword(person));
    await credentials.reset(newPassword(person), { version: 1, epoch: 1 });
    await new TypeormDeliveries(relay).dispatch(['password_reset'], 100, ['mail', 'text']);
    expect(await told(person)).toEqual(['+4917604069001', 'first@mail.test']);
  });

  it('is of no reset that another change has outrun', async () => {
    const person = await givenPerson(owner, await givenTenant(owner));
    const credentials = new TypeormPasswordCredentials(passwordSrv);
    await credentials.setFirst(newPassword(person));
    const late = await credentials.reset(newPassword(person), { version: 1, epoch: 0 });
    expect(late.kind).toBe('beaten');
  });
});
