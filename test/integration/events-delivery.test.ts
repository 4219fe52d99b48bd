import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { type Relay, SmtpMailer, startRelay } from '#libs/events';
import { DeliverNotices } from '#libs/notifications';
import { type Database, TypeormDeliveries } from '#libs/persistence';

import { connected, freshDatabase, type TestDatabase } from '../support/postgres.js';
import { headersOf, SmtpHouse } from '../unit/events/smtp-house.js';
import { eventually } from '../support/eventually.js';
import { JournalOwner } from './events-journal.js';

const FROM = 'Latchkey <no-reply@latchkey.example>';

let database: TestDatabase;
let owner: JournalOwner;
let relays: Database;
let house: SmtpHouse;
let port: number;
let log: string[];
const running: Relay[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  owner = await JournalOwner.connect(database.ownerUrl);
  relays = await connected(database.urls.relay, { applicationName: 'latchkey-relay' });
});

beforeEach(async () => {
  house = new SmtpHouse();
  port = await house.open();
  log = [];
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((relay) => relay.stop()));
  await house.close();
});

afterAll(async () => {
  await relays.close();
  await owner.end();
});

const relay = (): Relay => {
  const mailer = new SmtpMailer({ url: `smtp://127.0.0.1:${port}`, from: FROM, silenceMs: 1000 });
  const deliverNotices = new DeliverNotices(new TypeormDeliveries(relays), mailer, {
    onDead: (_, reason) => log.push(`dead: ${reason}`),
  });
  const started = startRelay({
    deliverNotices,
    bossUrl: database.urls.relay,
    log: { info: (line) => log.push(line), warn: (line) => log.push(line) },
    pollMs: 50,
  });
  running.push(started);
  return started;
};

const settled = (subject: string, ...states: string[]): Promise<void> =>
  eventually(async () => expect(await owner.states(subject)).toEqual(states));

const recipients = (): string[] => house.taken.flatMap(({ to }) => to);

describe('a change that was committed', () => {
  it('is mailed to every verified address and to no other', async () => {
    const tenant = await owner.givenTenant();
    const anna = await owner.givenPerson(
      tenant,
      ['anna@example.org', 'anna@example.net'],
      'eve@evil.example',
    );
    await owner.happened(tenant, anna);
    relay();
    await settled(anna, 'acknowledged', 'acknowledged');
    expect(recipients().sort()).toEqual(['anna@example.net', 'anna@example.org']);
    const { source } = house.taken[0] ?? { source: '' };
    expect(headersOf(source).get('subject')).toEqual(['Your password for Demo House was changed']);
    expect(source).toContain('From: 203.0.113.7');
  });

  it('is told although the name of its tenant wants to be a header', async () => {
    const tenant = await owner.givenTenant('Demo\r\nBcc: eve@evil.example\r\n\r\nCall +1 900');
    const anna = await owner.givenPerson(tenant, ['anna@example.org']);
    await owner.happened(tenant, anna);
    relay();
    await settled(anna, 'acknowledged');
    expect(recipients()).toEqual(['anna@example.org']);
    expect([...headersOf(house.taken[0]?.source ?? '').keys()]).not.toContain('bcc');
  });

  it('never reaches an address that wants to be two, and does not hold up the next event', async () => {
    const tenant = await owner.givenTenant();
    const anna = await owner.givenPerson(tenant, ['anna@example.org,eve@evil.example']);
    await owner.happened(tenant, anna, 'password_set');
    await owner.happened(tenant, anna);
    relay();
    await settled(anna, 'dead', 'dead');
    expect(recipients()).toEqual([]);
    expect(log).toEqual(['dead: not a mail address', 'dead: not a mail address']);
  });

  it('is told once although two replicas run the relay', async () => {
    const tenant = await owner.givenTenant();
    const addresses = Array.from({ length: 20 }, (_, person) => `p${person}@example.org`);
    for (const address of addresses) {
      await owner.happened(tenant, await owner.givenPerson(tenant, [address]));
    }
    relay();
    relay();
    await eventually(() => expect(recipients()).toHaveLength(20));
    expect(recipients().sort()).toEqual(addresses.sort());
    expect(log).toEqual([]);
  });

  it('is told after the one before it, also when that one had to wait', async () => {
    const tenant = await owner.givenTenant();
    const anna = await owner.givenPerson(tenant, ['anna@example.org']);
    house.refusing = { rcpt: 451 };
    await owner.happened(tenant, anna, 'password_set');
    await owner.happened(tenant, anna);
    relay();
    await eventually(async () =>
      expect((await owner.deliveries(anna))[0]?.last_error).toBe('smtp EENVELOPE RCPT TO 451'),
    );
    house.refusing = {};
    await owner.waitsAreOver(anna);
    await settled(anna, 'acknowledged', 'acknowledged');
    const subjects = house.taken.map(({ source }) => headersOf(source).get('subject')?.[0]);
    expect(subjects).toEqual([
      'A password was set for your account at Demo House',
      'Your password for Demo House was changed',
    ]);
  });
});

describe('a mail server', () => {
  it.each([
    ['defers', { data: 452 }],
    ['refuses', { mail: 550 }],
    ['rejects the content', { data: 554 }],
  ])('that %s gets the mail later, once', async (_, refusing) => {
    const tenant = await owner.givenTenant();
    const anna = await owner.givenPerson(tenant, ['anna@example.org']);
    house.refusing = refusing;
    await owner.happened(tenant, anna);
    relay();
    await eventually(async () =>
      expect(await owner.deliveries(anna)).toMatchObject([
        { state: 'due', last_error: expect.stringMatching(/^smtp [A-Z]+( [A-Z ]+)? \d{3}$/) },
      ]),
    );
    house.refusing = {};
    await owner.waitsAreOver(anna);
    await settled(anna, 'acknowledged');
    expect(recipients()).toEqual(['anna@example.org']);
  });

  it('that is down gets the mail when it is back, once', async () => {
    await house.close();
    const tenant = await owner.givenTenant();
    const anna = await owner.givenPerson(tenant, ['anna@example.org']);
    await owner.happened(tenant, anna);
    relay();
    await eventually(async () =>
      expect(await owner.deliveries(anna)).toMatchObject([
        { state: 'due', last_error: expect.stringMatching(/^smtp E/) },
      ]),
    );
    await house.open(port);
    await owner.waitsAreOver(anna);
    await settled(anna, 'acknowledged');
    expect(recipients()).toEqual(['anna@example.org']);
  });

  it('that is away for a day loses the mail, says why without the address, and gets the next', async () => {
    const tenant = await owner.givenTenant();
    const anna = await owner.givenPerson(tenant, ['anna@example.org']);
    house.refusing = { data: 452 };
    await owner.happened(tenant, anna, 'password_set');
    relay();
    await eventually(async () =>
      expect(await owner.deliveries(anna)).toMatchObject([
        { state: 'due', last_error: expect.any(String) },
      ]),
    );
    await owner.waitsAreOver(anna, 33);
    await settled(anna, 'dead');
    expect(log).toEqual(['dead: smtp EMESSAGE DATA 452']);
    house.refusing = {};
    await owner.happened(tenant, anna);
    await settled(anna, 'dead', 'acknowledged');
  });
});

describe('a relay', () => {
  it('goes on by itself when all of its connections are cut', async () => {
    const tenant = await owner.givenTenant();
    const anna = await owner.givenPerson(tenant, ['anna@example.org']);
    relay();
    for (let changes = 1; changes <= 3; changes += 1) {
      await owner.happened(tenant, anna);
      await eventually(() => expect(recipients()).toHaveLength(changes));
      await owner.cutRelayConnections();
    }
  });

  describe('that is killed between sending and acknowledging (F04)', () => {
    let child: ChildProcess;

    afterEach(() => {
      child.kill('SIGKILL');
    });

    it('is followed by one that sends again under the same message id', async () => {
      const tenant = await owner.givenTenant();
      const anna = await owner.givenPerson(tenant, ['anna@example.org']);
      const script = fileURLToPath(new URL('./events-relay-process.mjs', import.meta.url));
      const urls = [database.urls.relay, `smtp://127.0.0.1:${port}`];
      // The server has the whole mail and has not said so: the worst moment for its sender to die.
      const killed = new Promise<void>((dead) => {
        house.onTaken = async () => {
          child.kill('SIGKILL');
          await once(child, 'exit');
          dead();
        };
      });
      child = spawn(process.execPath, [script, ...urls], { stdio: 'ignore' });
      await owner.happened(tenant, anna);
      await killed;
      expect(await owner.states(anna)).toEqual(['leased']);

      house.onTaken = () => Promise.resolve();
      relay();
      await settled(anna, 'acknowledged');
      const ids = house.taken.map(({ source }) => headersOf(source).get('message-id')?.[0]);
      expect(ids).toHaveLength(2);
      expect(new Set(ids).size).toBe(1);
    });
  });
});
