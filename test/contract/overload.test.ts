import { connect } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { QueueLimits } from '#libs/hashing';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { nativeRefusal, nativeTongue } from './native.tongue.js';
import type { Answer } from './tongue.js';

const [CURRENT, GUESS] = ['the passphrase in force', 'a wrong guess at it'];

/** A small room, so that few people fill it; nobody leaves it for want of time. */
const QUEUE: QueueLimits = {
  turns: 2,
  turnsPerSubject: 2,
  waiting: 8,
  waitingPerSubject: 4,
  deadlineMs: 60_000,
};
const ROOM = QUEUE.turns + QUEUE.waiting;

let house: House;
let login: string;

beforeAll(async () => {
  house = await openHouse({ queue: QUEUE });
  login = await house.serviceToken('password:verify');
});
afterAll(() => house.close());

/** People of one tenant. */
async function crowd(size: number, of = house): Promise<readonly Person[]> {
  const first = await of.person({ password: CURRENT, email: true });
  const people = [first];
  while (people.length < size) {
    people.push(await of.person({ password: CURRENT, email: true, sameTenantAs: first }));
  }
  return people;
}

const change = (person: Person, next: string, at = house): Promise<Answer> =>
  at.ask(at.passwordUrl, nativeTongue.change({ current: CURRENT, next }), person.token());

const verify = ({ tenant, subject }: Person, password: string): Promise<Answer> => {
  const body = { tenant, subject, password };
  const sent = { method: 'POST', path: '/internal/v1/passwords/verify', body };
  return house.ask(house.passwordUrl, sent, login);
};

const until = async (reached: () => boolean): Promise<void> => {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 5));
};

/** How many have been answered, and the most that hashed or waited when one was. */
function watched(pending: readonly Promise<Answer>[]) {
  const seen = { answered: 0, most: 0 };
  for (const one of pending) {
    void one.then(() => {
      seen.answered += 1;
      seen.most = Math.max(seen.most, house.waiting());
    });
  }
  return seen;
}

async function expectAlive(person: Person, { passwordUrl: url, ask } = house): Promise<void> {
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
  expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  const mine = { method: 'GET', path: '/password-srv/requirements' };
  expect((await ask(url, mine, person.token())).status).toBe(200);
}

describe('more requests than can be hashed', () => {
  it('500 changes at once: those that fit in the room are done, the others hear 503 before any is (R23, F08)', async () => {
    const people = await crowd(25);
    const [someone] = people as [Person];
    const before = house.hashes();
    const release = house.holdHashing();
    const wishes = Array.from({ length: 500 }, (_, n) => ({
      person: people[n % people.length] ?? someone,
      next: `passphrase number ${String(n)} of five hundred`,
    }));
    const pending = wishes.map(({ person, next }) => change(person, next));
    const seen = watched(pending);
    await until(() => seen.answered === wishes.length - ROOM);
    await expectAlive(someone);
    expect(house.waiting()).toBe(ROOM);
    expect(house.hashes() - before).toBe(QUEUE.turns);
    release();
    const answers = await Promise.all(pending);
    expect(seen.most).toBeLessThanOrEqual(ROOM);
    expect(house.mostAtOnce()).toBeLessThanOrEqual(QUEUE.turns);
    const refused = answers.filter(({ status }) => status === 503);
    expect(refused).toHaveLength(wishes.length - ROOM);
    for (const answer of refused) {
      expect(answer).toMatchObject(nativeRefusal('temporarily_overloaded'));
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    for (const person of people) {
      const own = answers.filter((_, n) => wishes[n]?.person === person);
      const won = wishes.filter(({ person: whose }, n) => {
        return whose === person && answers[n]?.status === 200;
      });
      expect(won.length).toBeLessThanOrEqual(1);
      expect(own.every(({ status }) => [200, 409, 503].includes(status))).toBe(true);
      expect(await house.verifies(person, won[0]?.next ?? CURRENT)).toBe(true);
      expect(await house.events(person)).toEqual(won.map(() => 'password_changed'));
    }
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
  }, 60_000);

  it('20 times of what fits, right and wrong: nobody is told a lie, and another tenant gets in (F08)', async () => {
    const people = await crowd(10);
    const [bystander, another] = (await crowd(2)) as [Person, Person];
    const release = house.holdHashing();
    const asked = Array.from({ length: 20 * ROOM }, (_, n) => ({
      person: people[n % people.length] ?? bystander,
      password: n % 3 === 0 ? CURRENT : GUESS,
    }));
    const pending = asked.map(({ person, password }) => verify(person, password));
    const seen = watched(pending);
    await until(() => seen.answered === asked.length - ROOM);
    const theirs = [verify(bystander, CURRENT), change(another, 'quite another passphrase 58')];
    await until(() => seen.answered === asked.length - ROOM + theirs.length);
    await expectAlive(bystander);
    release();
    const [entered, changed] = await Promise.all(theirs);
    expect(entered).toMatchObject({ status: 200, body: { result: 'verified' } });
    expect(changed).toMatchObject({ status: 200 });
    const answers = await Promise.all(pending);
    const told = answers.map(({ status, body }) =>
      status === 200 ? (body as { readonly result: string }).result : status,
    );
    for (const [n, one] of told.entries()) {
      const right = asked[n]?.password === CURRENT;
      expect([503, right ? 'verified' : 'not_verified']).toContain(one);
    }
    expect(told.filter((one) => one === 503)).toHaveLength(asked.length - ROOM + theirs.length);
    expect(seen.most).toBeLessThanOrEqual(ROOM);
    expect(house.mostAtOnce()).toBeLessThanOrEqual(QUEUE.turns);
    expect(house.waiting()).toBe(0);
  }, 60_000);
});

describe('300 clients that never end what they say (F07)', () => {
  let impatient: House;

  // Shorter than a service waits, and for this test alone: a crowd may be slow by its number.
  beforeAll(async () => {
    impatient = await openHouse({ timeLimits: { headers: 1_500, request: 3_000, look: 100 } });
  });
  afterAll(() => impatient.close());

  const HEADERS = 'PUT /password-srv/password HTTP/1.1\r\nhost: a\r\n';
  const bodyOf = (person: Person): string =>
    `${HEADERS}authorization: Bearer ${person.token()}\r\n` +
    'content-type: application/json\r\ncontent-length: 200\r\n\r\n{"old_password":"';

  /** Answers once its bytes are on their way; what `closed` tells is all that came back. */
  const slow = (bytes: string): Promise<{ readonly closed: Promise<string> }> =>
    new Promise((begun) => {
      const { hostname, port } = new URL(impatient.passwordUrl);
      let answer = '';
      const socket = connect(Number(port), hostname);
      const closed = new Promise<string>((resolve) => socket.on('close', () => resolve(answer)));
      socket.on('error', () => undefined).on('data', (chunk) => (answer += chunk.toString()));
      socket.write(bytes, () => begun({ closed }));
    });

  it('hold nothing but their sockets, delay nobody, and are all cut off', async () => {
    const people = await crowd(5, impatient);
    const [someone] = people as [Person];
    const before = impatient.hashes();
    const clients = await Promise.all(
      Array.from({ length: 300 }, (_, n) => slow(n % 2 === 0 ? HEADERS : bodyOf(someone))),
    );
    await expectAlive(someone, impatient);
    expect(impatient.waiting()).toBe(0);
    for (const person of people) {
      expect((await change(person, 'quite another passphrase 58', impatient)).status).toBe(200);
    }
    const answers = await Promise.all(clients.map(({ closed }) => closed));
    expect(answers.filter((text) => !text.startsWith('HTTP/1.1 408 '))).toEqual([]);
    expect(impatient.hashes() - before).toBe(2 * people.length);
  }, 60_000);
});
