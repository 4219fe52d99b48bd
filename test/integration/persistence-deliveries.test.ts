import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { Delivery } from '#libs/notifications';
import type { Database } from '#libs/persistence';
import { TypeormDeliveries, TypeormPasswordCredentials } from '#libs/persistence';

import type { Person } from '../support/builders.js';
import { givenPerson, givenTenant, newPassword } from '../support/builders.js';
import type { TestDatabase } from '../support/postgres.js';
import { connected, freshDatabase, sql } from '../support/postgres.js';

const NOTICEABLE = ['password_changed', 'password_set'];

let database: TestDatabase;
let owner: Database;
let passwordSrv: Database;
let relays: Database[];
let deliveries: TypeormDeliveries;
let credentials: TypeormPasswordCredentials;

/** A database of its own: a relay serves whatever it finds. */
beforeAll(async () => {
  database = await freshDatabase();
  owner = await connected(database.ownerUrl);
  passwordSrv = await connected(database.urls.password);
  relays = [await connected(database.urls.relay), await connected(database.urls.relay)];
  deliveries = new TypeormDeliveries(relays[0] ?? owner);
  credentials = new TypeormPasswordCredentials(passwordSrv);
});

afterAll(() => Promise.all([owner, passwordSrv, ...relays].map((each) => each.close())));

beforeEach(() => sql(database.ownerUrl, 'TRUNCATE journal.arrival, journal.delivery'));

const somebody = async (more: Parameters<typeof givenPerson>[2] = {}): Promise<Person> =>
  givenPerson(owner, await givenTenant(owner, { name: 'Acme' }), more);

const claimed = async (): Promise<Delivery> => {
  const delivery = await deliveries.claim(60);
  if (!delivery) throw new Error('nothing is due');
  return delivery;
};

const leaseIsOver = (): Promise<unknown[]> =>
  sql(database.ownerUrl, `UPDATE journal.delivery SET due_at = now() - interval '1 second'`);

describe('dispatching', () => {
  it('tells by telephone whoever has no mail address, where there is a gateway', async () => {
    const sms = { type: 'SMS' as const, name: '+4917604069001' };
    const both = await somebody({ mediums: [{ type: 'EMAIL', name: 'a@mail.test' }, sms] });
    const reached = await somebody({ mediums: [sms] });
    for (const person of [both, reached]) await credentials.setFirst(newPassword(person));
    expect(await deliveries.dispatch(NOTICEABLE, 100, ['mail', 'text'])).toBe(2);
    const made = [await claimed(), await claimed()];
    expect(made.map(({ channel, address }) => `${channel} ${address}`).sort()).toEqual([
      'mail a@mail.test',
      'text +4917604069001',
    ]);
    const unreached = await somebody({ mediums: [sms] });
    await credentials.setFirst(newPassword(unreached));
    expect(await deliveries.dispatch(NOTICEABLE, 100, ['mail'])).toBe(0);
  });

  it('makes one delivery per verified e-mail contact, however often it is known', async () => {
    const email = { type: 'EMAIL' as const, name: 'Anna@mail.test' };
    const verifiedAt = new Date('2024-01-01T00:00:00Z');
    const person = await somebody({
      mediums: [email, { type: 'EMAIL', name: 'other@mail.test' }, { type: 'SMS', name: '+491' }],
      identifiers: [
        { type: 'EMAIL', value: 'anna@mail.test', lookup: 'anna@mail.test', verifiedAt },
      ],
    });
    await credentials.setFirst(newPassword(person));
    expect(await deliveries.dispatch(NOTICEABLE, 100, ['mail'])).toBe(2);
    const addresses = [await claimed(), await claimed()].map(({ address }) =>
      address.toLowerCase(),
    );
    expect(addresses.sort()).toEqual(['anna@mail.test', 'other@mail.test']);
    expect(await deliveries.claim(60)).toBeUndefined();
  });

  it('tells who, what, when and from where', async () => {
    const person = await somebody();
    const written = await credentials.setFirst(newPassword(person));
    await deliveries.dispatch(NOTICEABLE, 100, ['mail']);
    expect(await deliveries.claim(60)).toEqual({
      id: expect.any(String),
      channel: 'mail',
      tenant: person.tenant,
      tenantName: 'Acme',
      subject: person.subject,
      address: person.email,
      attempt: 1,
      event: {
        id: expect.any(String),
        type: 'password_set',
        occurredAt: written.kind === 'committed' && written.at,
        ip: '192.0.2.1',
      },
    });
  });

  it('looks at every event exactly once, with many relays at once (F04)', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => somebody()));
    await Promise.all(people.map((person) => credentials.setFirst(newPassword(person))));
    const stores = relays.map((relay) => new TypeormDeliveries(relay));
    const made = await Promise.all(
      Array.from({ length: 10 }, () =>
        stores.map((store) => store.dispatch(NOTICEABLE, 3, ['mail'])),
      ).flat(),
    );
    expect(made.reduce((sum, each) => sum + each, 0)).toBe(20);
    const left = await sql(database.ownerUrl, 'SELECT FROM journal.arrival');
    expect(left).toEqual([]);
  });

  it('passes over events that nobody should be mailed about', async () => {
    const person = await somebody();
    await credentials.setFirst(newPassword(person));
    expect(await deliveries.dispatch(['password_changed'], 100, ['mail'])).toBe(0);
    expect(await deliveries.dispatch(NOTICEABLE, 100, ['mail'])).toBe(0);
  });
});

describe('claiming', () => {
  const changedTwice = async (): Promise<Person> => {
    const person = await somebody();
    await credentials.setFirst(newPassword(person));
    await credentials.replace(newPassword(person), 1);
    return person;
  };

  it('keeps the order of a subject: the next event waits for its predecessor', async () => {
    await changedTwice();
    await deliveries.dispatch(NOTICEABLE, 100, ['mail']);
    const first = await claimed();
    expect(first.event.type).toBe('password_set');
    expect(await deliveries.claim(60)).toBeUndefined();
    await deliveries.acknowledged(first);
    expect((await claimed()).event.type).toBe('password_changed');
  });

  it('keeps it also while the predecessor has not been dispatched yet', async () => {
    const person = await changedTwice();
    // Another relay holds the first event's arrival while this one dispatches the second.
    const held = `UPDATE journal.arrival SET arrived_at = arrived_at + interval '1 hour'
      WHERE tenant = $1 AND subject = $2 AND subject_seq = 1`;
    await sql(database.ownerUrl, held, [person.tenant, person.subject]);
    expect(await deliveries.dispatch(NOTICEABLE, 1, ['mail'])).toBe(1);
    expect(await deliveries.claim(60)).toBeUndefined();
    await deliveries.dispatch(NOTICEABLE, 1, ['mail']);
    expect((await claimed()).event.type).toBe('password_set');
  });

  it('gives one delivery to one worker only', async () => {
    await credentials.setFirst(newPassword(await somebody()));
    await deliveries.dispatch(NOTICEABLE, 100, ['mail']);
    const stores = relays.map((relay) => new TypeormDeliveries(relay));
    const all = await Promise.all(
      Array.from({ length: 10 }, () => stores.map((store) => store.claim(60))).flat(),
    );
    expect(all.filter((delivery) => delivery !== undefined)).toHaveLength(1);
  });

  it('lets another worker go on when a lease has run out, and then ignores the first', async () => {
    await credentials.setFirst(newPassword(await somebody()));
    await deliveries.dispatch(NOTICEABLE, 100, ['mail']);
    const first = await claimed();
    await leaseIsOver();
    const second = await claimed();
    expect(second).toEqual({ ...first, attempt: 2 });
    await deliveries.failed(first, 'dead', 'too late');
    await deliveries.prolong(first, 0);
    expect(await deliveries.claim(60)).toBeUndefined();
    await deliveries.acknowledged(second);
    await leaseIsOver();
    expect(await deliveries.claim(60)).toBeUndefined();
  });

  it('holds a prolonged lease for longer', async () => {
    await credentials.setFirst(newPassword(await somebody()));
    await deliveries.dispatch(NOTICEABLE, 100, ['mail']);
    const delivery = await claimed();
    await leaseIsOver();
    await deliveries.prolong(delivery, 60);
    expect(await deliveries.claim(60)).toBeUndefined();
  });

  it('tries a failure again when its time has come, and lets the next go on after a dead one', async () => {
    await changedTwice();
    await deliveries.dispatch(NOTICEABLE, 100, ['mail']);
    await deliveries.failed(await claimed(), { retryInSeconds: 600 }, 'ECONNREFUSED');
    expect(await deliveries.claim(60)).toBeUndefined();
    await leaseIsOver();
    await deliveries.failed(await claimed(), 'dead', 'x'.repeat(9000));
    expect((await claimed()).event.type).toBe('password_changed');
    const [dead] = await sql<{ last_error: string }>(
      database.ownerUrl,
      `SELECT last_error FROM journal.delivery WHERE state = 'dead'`,
    );
    expect(dead?.last_error).toHaveLength(500);
  });
});
