import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { NewPassword, Written } from '#libs/credentials';
import type { Database } from '#libs/persistence';
import { TypeormIdempotentRequests, TypeormPasswordCredentials } from '#libs/persistence';

import type { Person } from '../support/builders.js';
import { callerOf, givenPerson, givenTenant, newPassword } from '../support/builders.js';
import type { Cut, MessageCutter } from '../support/message-cutter.js';
import { messageCutter } from '../support/message-cutter.js';
import type { TestDatabase } from '../support/postgres.js';
import { connected, sql, testDatabase } from '../support/postgres.js';

let database: TestDatabase;
let owner: Database;
let direct: Database;
let line: MessageCutter;

beforeAll(async () => {
  database = await testDatabase();
  owner = await connected(database.ownerUrl);
  direct = await connected(database.urls.password);
  line = await messageCutter(database.urls.password);
});

afterAll(async () => {
  await Promise.all([owner.close(), direct.close()]);
  await line.close();
});

interface Write {
  /** The first words of its name are those of every statement that it sends. */
  readonly statement: string;
  readonly first: boolean;
  readonly once: boolean;
  send(store: TypeormPasswordCredentials, next: NewPassword): Promise<Written>;
}

const WRITES: readonly Write[] = [false, true].flatMap((once) => [
  {
    ...{ statement: 'password_replace', first: false, once },
    send: (store, next) => store.replace(next, 1),
  },
  {
    ...{ statement: 'password_reset', first: false, once },
    send: (store, next) => store.reset(next, { version: 1, epoch: 1 }),
  },
  {
    ...{ statement: 'password_set_first', first: true, once },
    send: (store, next) => store.setFirst(next),
  },
]);

async function givenSomebody({ first }: Write): Promise<Person> {
  const person = await givenPerson(owner, await givenTenant(owner));
  if (!first) await new TypeormPasswordCredentials(direct).setFirst(newPassword(person));
  return person;
}

/** With an answer to keep, of a request that was claimed. */
async function givenNext({ once }: Write, person: Person): Promise<NewPassword> {
  if (!once) return newPassword(person);
  const lookup = randomUUID();
  const marks = [{ lookup, fingerprint: 'f' }] as const;
  await new TypeormIdempotentRequests(direct).claim(person, [...marks], 10);
  return newPassword(person, { answer: { lookup, text: '{"kind":"done"}' } });
}

const eventsOf = ({ tenant, subject }: Person): Promise<{ change: string }[]> =>
  sql(
    database.ownerUrl,
    `SELECT data->>'change_id' AS change FROM journal.event
     WHERE tenant = $1 AND subject = $2 ORDER BY subject_seq`,
    [tenant, subject],
  );

/** Whether the line could be cut there: what comes after the last message is nowhere. */
async function survives(write: Write, cut: Cut, store: Database): Promise<boolean> {
  const person = await givenSomebody(write);
  const next = await givenNext(write, person);
  line.cut(write.statement, cut);
  const written = await write.send(new TypeormPasswordCredentials(store), next);
  expect({ ...cut, kind: written.kind }).toEqual({ ...cut, kind: 'committed' });
  const account = await new TypeormPasswordCredentials(direct).onArrival(
    callerOf(person, { anchor: { kind: 'epoch', epoch: write.first ? 1 : 2 } }),
  );
  expect(account?.credential).toMatchObject({
    changeId: next.changeId,
    version: write.first ? 1 : 2,
  });
  const events = await eventsOf(person);
  expect(events).toHaveLength(write.first ? 1 : 2);
  expect(events.at(-1)?.change).toBe(next.changeId);
  if (next.answer) await expectKept(person, next.answer.lookup);
  return line.happened;
}

async function expectKept({ tenant, subject }: Person, lookup: string): Promise<void> {
  const kept = await sql(
    database.ownerUrl,
    'SELECT state FROM journal.idempotency WHERE tenant = $1 AND subject = $2 AND lookup = $3',
    [tenant, subject, lookup],
  );
  expect(kept).toEqual([{ state: 'done' }]);
}

describe.each(WRITES)('the line that sends $statement (kept answer: $once)', (write) => {
  it.each(['ours', 'theirs'] as const)(
    'may break between any two messages, %s: done once, told truly (F01)',
    async (side) => {
      const store = await connected(line.url, { poolSize: 1 });
      let before = 1;
      while (await survives(write, { side, before }, store)) before += 1;
      await store.close();
      // Bind, describe, execute and sync at least; and as many answers to them.
      expect(before).toBeGreaterThan(4);
    },
  );
});
