import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { NewPassword, Written } from '#libs/credentials';
import type { Database } from '#libs/persistence';
import { TypeormIdempotentRequests, TypeormPasswordCredentials } from '#libs/persistence';

import type { Person } from '../support/builders.js';
import { givenPerson, givenTenant, newPassword } from '../support/builders.js';
import type { TestDatabase } from '../support/postgres.js';
import { connected, sql, testDatabase } from '../support/postgres.js';

let database: TestDatabase;
let owner: Database;
let service: Database;
let credentials: TypeormPasswordCredentials;
let requests: TypeormIdempotentRequests;
let person: Person;

beforeAll(async () => {
  database = await testDatabase();
  owner = await connected(database.ownerUrl);
  service = await connected(database.urls.password);
  credentials = new TypeormPasswordCredentials(service);
  requests = new TypeormIdempotentRequests(service);
});

afterAll(() => Promise.all([owner.close(), service.close()]));

const TEXT = '{"b":1,"a":"kept as it is"}';
const markOf = (lookup: string) => ({ lookup, fingerprint: `of ${lookup}` });

const claim = (lookup: string) => requests.claim(person, [markOf(lookup)], 10);
const next = (lookup?: string): NewPassword =>
  newPassword(person, lookup === undefined ? {} : { answer: { lookup, text: TEXT } });

/** Every write of a password that may carry an answer; the person has what it needs. */
const WRITES: Record<string, (written: NewPassword) => Promise<Written>> = {
  'first password': (written) => credentials.setFirst(written),
  change: (written) => credentials.replace(written, 1),
  reset: (written) => credentials.reset(written, { version: 1, epoch: 1 }),
};

const someone = async (write: string): Promise<void> => {
  person = await givenPerson(owner, await givenTenant(owner));
  if (write !== 'first password') await credentials.setFirst(next());
};

describe.each(Object.entries(WRITES))('a %s with an answer to keep', (name, write) => {
  it('keeps it in its own statement, byte for byte, with the time of the commit (F10)', async () => {
    await someone(name);
    const lookup = randomUUID();
    expect(await claim(lookup)).toMatchObject({ kind: 'claimed', attempt: 1 });
    const written = await write(next(lookup));
    expect(written).toMatchObject({ kind: 'committed' });
    const answer = { text: TEXT, at: written.kind === 'committed' && written.at };
    expect(await claim(lookup)).toMatchObject({ kind: 'earlier', ...markOf(lookup), answer });
  });

  it('writes nothing once somebody else has answered, or let go of the request', async () => {
    await someone(name);
    const [answered, released] = [randomUUID(), randomUUID()];
    for (const lookup of [answered, released]) {
      const claimed = await claim(lookup);
      if (lookup === answered) await requests.keep({ ...person, lookup, attempt: 1 }, '{}');
      else if (claimed.kind === 'claimed') await requests.release(claimed);
      expect(await write(next(lookup))).toEqual({ kind: 'beaten' });
    }
    expect(await write(next())).toMatchObject({ kind: 'committed' });
  });
});

describe('a claimed request', () => {
  it('is taken over by one, and then released by nobody else (compare and swap)', async () => {
    await someone('change');
    const lookup = randomUUID();
    await claim(lookup);
    const mine = { ...person, lookup, attempt: 1 };
    const taken = await Promise.all([1, 2, 3].map(() => requests.takeOver(mine, 10)));
    expect(taken.filter((one) => one?.attempt === 2)).toHaveLength(1);
    await requests.release(mine);
    expect(await claim(lookup)).toMatchObject({ kind: 'earlier', attempt: 2, leased: true });
  });

  it('is found under the mark of an older key as well', async () => {
    await someone('change');
    const [older, newer] = [randomUUID(), randomUUID()];
    await claim(older);
    const found = await requests.claim(person, [markOf(newer), markOf(older)], 10);
    expect(found).toMatchObject({ kind: 'earlier', lookup: older });
  });

  it('is new again after 24 hours, and forgotten by the next round', async () => {
    await someone('change');
    const [again, never] = [randomUUID(), randomUUID()];
    for (const lookup of [again, never]) {
      await claim(lookup);
      await requests.keep({ ...person, lookup, attempt: 1 }, TEXT);
    }
    const { tenant, subject } = person;
    const rows = (text: string) => sql(database.ownerUrl, text, [tenant, subject]);
    await rows(`UPDATE journal.idempotency SET expires_at = now() - interval '1 second'
                WHERE tenant = $1 AND subject = $2`);
    expect(await claim(again)).toMatchObject({ kind: 'claimed', attempt: 2 });
    while ((await requests.forget()) > 0);
    const left = await rows(
      'SELECT lookup FROM journal.idempotency WHERE tenant = $1 AND subject = $2',
    );
    expect(left).toEqual([{ lookup: again }]);
  });
});
