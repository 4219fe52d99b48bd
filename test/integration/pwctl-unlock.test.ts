import { beforeAll, describe, expect, it } from '@jest/globals';

import { connect } from '#libs/persistence';

import { runUnlock, unlockCommandOf } from '../../apps/pwctl/src/commands/unlock.js';
import type { Person } from '../support/builders.js';
import { givenPerson, givenTenant } from '../support/builders.js';
import { sql, testDatabase } from '../support/postgres.js';

describe('pwctl unlock', () => {
  let url: string;
  let person: Person;

  beforeAll(async () => {
    ({ ownerUrl: url } = await testDatabase());
    const database = await connect({ url, applicationName: 'test', poolSize: 1 });
    person = await givenPerson(database, await givenTenant(database));
    await database.close();
  });

  const run = async (...line: readonly string[]) => {
    const command = unlockCommandOf(line);
    if (!command) throw new Error('misused');
    const lines: string[] = [];
    await runUnlock(url, command, (text) => lines.push(text));
    return lines;
  };

  it('forgets failures of every class, and the journal keeps who did it (NIST-3.2.2-d)', async () => {
    const { tenant, subject } = person;
    await sql(
      url,
      `INSERT INTO credentials.attempts (tenant, subject, class, failures, disabled_at)
       VALUES ($1, $2, 'owner', 50, now()), ($1, $2, 'stranger', 25, now())`,
      [tenant, subject],
    );
    expect(await run(tenant, subject)).toEqual([`${subject} may try again`]);
    const where = 'WHERE tenant = $1 AND subject = $2';
    const who = [tenant, subject];
    expect(await sql(url, `SELECT FROM credentials.attempts ${where}`, who)).toEqual([]);
    expect(await run(tenant, subject)).toEqual([`nothing of ${subject} was locked`]);
    const [event] = await sql(url, `SELECT type, data FROM journal.event ${where}`, who);
    expect(event).toMatchObject({
      type: 'password_unlocked',
      data: { client: 'pwctl', reason: 'requested_by_admin' },
    });
  });

  it('says what is wrong', async () => {
    await expect(run(person.tenant, 'nobody')).rejects.toThrow('has no subject nobody');
    await expect(run('no tenant', 'a')).rejects.toThrow('cannot name a tenant');
    for (const line of [[], ['a'], ['a', 'b', 'c']]) expect(unlockCommandOf(line)).toBeUndefined();
  });
});
