import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { RemindOfExpiry } from '#libs/credentials';
import { NOTICEABLE } from '#libs/notifications';
import type { Database } from '#libs/persistence';
import {
  TypeormDeliveries,
  TypeormExpiryReminders,
  TypeormPasswordCredentials,
} from '#libs/persistence';

import type { Person } from '../support/builders.js';
import { givenPerson, givenTenant, newPassword } from '../support/builders.js';
import type { TestDatabase } from '../support/postgres.js';
import { connected, sql, testDatabase } from '../support/postgres.js';

let database: TestDatabase;
let owner: Database;
let service: Database;
let relay: Database;

beforeAll(async () => {
  database = await testDatabase();
  owner = await connected(database.ownerUrl);
  service = await connected(database.urls.password);
  relay = await connected(database.urls.relay);
});

afterAll(() => Promise.all([owner.close(), service.close(), relay.close()]));

const round = () => new RemindOfExpiry(new TypeormExpiryReminders(service)).round();

/** The legacy preset has passwords of 90 days, and warns 14 days before. */
const legacy = () => givenTenant(owner, { preset: 'legacy', name: 'Old House' });

const changed = async ({ tenant, subject }: Person, daysAgo: number): Promise<void> => {
  const text = `UPDATE credentials.password
    SET changed_at = date_trunc('milliseconds', clock_timestamp()) - make_interval(days => $3)
    WHERE tenant = $1 AND subject = $2`;
  await sql(database.ownerUrl, text, [tenant, subject, daysAgo]);
};

async function withPassword(
  tenant: Person['tenant'],
  daysAgo: number,
  more: Parameters<typeof givenPerson>[2] = {},
): Promise<Person> {
  const person = await givenPerson(owner, tenant, more);
  await new TypeormPasswordCredentials(service).setFirst(newPassword(person));
  await changed(person, daysAgo);
  return person;
}

const reminders = async (
  { tenant, subject }: Person,
  type = 'password_expiring',
): Promise<string[]> => {
  const text = `SELECT data ->> 'expires_at' AS expires FROM journal.event
    WHERE tenant = $1 AND subject = $2 AND type = $3 ORDER BY subject_seq`;
  const rows = await sql<{ expires: string }>(database.ownerUrl, text, [tenant, subject, type]);
  return rows.map(({ expires }) => expires);
};

const expiry = async ({ tenant, subject }: Person): Promise<string> => {
  const text = 'SELECT changed_at FROM credentials.password WHERE tenant = $1 AND subject = $2';
  const [row] = await sql<{ changed_at: Date }>(database.ownerUrl, text, [tenant, subject]);
  return new Date((row?.changed_at.getTime() ?? 0) + 90 * 86_400_000).toISOString();
};

describe('a reminder', () => {
  it('goes out once when the end is within the days of warning, whoever looks at the same time', async () => {
    const tenant = await legacy();
    const due = await withPassword(tenant, 80);
    const young = await withPassword(tenant, 70);
    await Promise.all([round(), round(), round()]);
    expect(await reminders(due)).toEqual([await expiry(due)]);
    await round();
    expect(await reminders(due)).toHaveLength(1);
    expect(await reminders(young)).toEqual([]);
  });

  it('says once that a password has expired where nobody could say so before, because ages are new', async () => {
    const tenant = await givenTenant(owner);
    const [old, due] = [await withPassword(tenant, 400), await withPassword(tenant, 80)];
    await round();
    expect([await reminders(old, 'password_expired'), await reminders(due)]).toEqual([[], []]);
    await sql(
      database.ownerUrl,
      `UPDATE tenancy.policy SET document = document || '{"preset":"legacy"}' WHERE tenant = $1`,
      [tenant],
    );
    await Promise.all([round(), round(), round()]);
    await round();
    expect(await reminders(old, 'password_expired')).toEqual([await expiry(old)]);
    expect([await reminders(old), await reminders(due)]).toEqual([[], [await expiry(due)]]);
  });

  it('is not followed by another one when the password has expired', async () => {
    const person = await withPassword(await legacy(), 89);
    await round();
    await sql(
      database.ownerUrl,
      `UPDATE credentials.password SET changed_at = changed_at - interval '3 days',
         reminded_of = reminded_of - interval '3 days' WHERE tenant = $1 AND subject = $2`,
      [person.tenant, person.subject],
    );
    await round();
    expect(await reminders(person)).toHaveLength(1);
    expect(await reminders(person, 'password_expired')).toEqual([]);
  });

  it('comes again for the next password, when that one expires', async () => {
    const person = await withPassword(await legacy(), 80);
    await round();
    await new TypeormPasswordCredentials(service).replace(newPassword(person), 1);
    await round();
    expect(await reminders(person)).toHaveLength(1);
    await changed(person, 77);
    await round();
    expect(await reminders(person)).toHaveLength(2);
    expect((await reminders(person)).at(-1)).toBe(await expiry(person));
  });

  it('asks the policy of the person’s own groups', async () => {
    const tenant = await givenTenant(owner);
    const rules = { format: 1, rules: { maximumAgeDays: 90, warningDays: 14 } };
    const text = 'INSERT INTO tenancy.policy (tenant, scope, document) VALUES ($1, $2, $3)';
    await sql(database.ownerUrl, text, [tenant, 'operators', JSON.stringify(rules)]);
    const operator = await withPassword(tenant, 80, { groups: ['operators'] });
    const other = await withPassword(tenant, 80);
    await round();
    expect([await reminders(operator), await reminders(other)]).toEqual([
      [await expiry(operator)],
      [],
    ]);
  });

  it('never goes to people who are exempt, disabled, or managed elsewhere', async () => {
    const tenant = await legacy();
    const exempt = await withPassword(tenant, 80);
    await sql(
      database.ownerUrl,
      `INSERT INTO credentials.exemption (tenant, subject, rule, owner, reason, until_at)
       VALUES ($1, $2, 'maximum_age', 'dora', 'a robot', now() + interval '1 day')`,
      [tenant, exempt.subject],
    );
    const disabled = await withPassword(tenant, 80);
    const managed = await withPassword(tenant, 80);
    const becoming = (what: string, { subject }: Person) =>
      sql(
        database.ownerUrl,
        `UPDATE directory.subject SET ${what} WHERE tenant = $1 AND subject = $2`,
        [tenant, subject],
      );
    await becoming(`status = 'disabled'`, disabled);
    await becoming(`managed_by = 'https://idp.example'`, managed);
    await round();
    const all = await Promise.all([exempt, disabled, managed].map((one) => reminders(one)));
    expect(all).toEqual([[], [], []]);
  });

  it('becomes a delivery to the person’s contact that knows when the password expires', async () => {
    const person = await withPassword(await legacy(), 80);
    await round();
    const deliveries = new TypeormDeliveries(relay);
    // Other files leave events of their own before these.
    const waiting = () =>
      sql(database.ownerUrl, 'SELECT FROM journal.arrival WHERE subject = $1', [person.subject]);
    while ((await waiting()).length > 0) await deliveries.dispatch(NOTICEABLE, 500, ['mail']);
    const found = [];
    for (let next = await deliveries.claim(60); next; next = await deliveries.claim(60)) {
      if (next.subject === person.subject) found.push(next);
      await deliveries.acknowledged(next);
    }
    expect(found.map(({ address, event }) => [address, event.type])).toEqual([
      [person.email, 'password_set'],
      [person.email, 'password_expiring'],
    ]);
    expect(found.at(-1)?.event.expiresAt?.toISOString()).toBe(await expiry(person));
  });
});
