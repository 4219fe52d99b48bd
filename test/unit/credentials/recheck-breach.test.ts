import { describe, expect, it } from '@jest/globals';

import type { BreachVerdict, PasswordCredential } from '#libs/credentials';
import { BreachCheck, RecheckBreach } from '#libs/credentials';
import { Password, tenantId } from '#libs/identity';
import { composedPolicy } from '#libs/password-policy';
import type { SomeRules } from '#libs/password-policy';

import {
  FakeBreachRecords,
  FakeCorpus,
  FakeRangeServer,
  FakeTally,
} from '../../support/fake-breaches.js';
import { account, DAY, secondsBefore } from '../../support/fakes.js';

const LISTED = 'a listed password';
const REMOTE = { source: 'range_server', corpusVersion: 'range-x' } as const;
const CLEAN: BreachVerdict = { ...REMOTE, verdict: 'clean' };
const HIT: BreachVerdict = { ...REMOTE, verdict: 'breached', atLeast: 3 };
const SILENT: BreachVerdict = {
  source: 'range_server',
  verdict: 'undetermined',
  reason: 'source_unavailable',
};

const TODAY = { state: 'clean', corpusVersion: 'fake-1', checkedAt: secondsBefore(60) } as const;

/** What a look at a proven password does, whose last look is `before`. */
async function look(
  before: PasswordCredential['breach'],
  { text = 'quiet', remote = CLEAN, rules = {} as SomeRules } = {},
) {
  const server = new FakeRangeServer(remote);
  const records = new FakeBreachRecords();
  const check = new BreachCheck(new FakeCorpus([LISTED]), new FakeTally(), server);
  const policy = composedPolicy({ tenant: { format: 1, rules } }, false);
  const person = account({ policy });
  if (!person.credential) throw new Error('alice has a password');
  const breached = await new RecheckBreach(check, records).seen({
    tenant: tenantId('demo'),
    account: person,
    credential: { ...person.credential, breach: before },
    password: new Password(text),
  });
  const { kept, forced } = records;
  return { breached, kept: kept.length, forced: forced.length, asked: server.asked };
}

const ALLOWED = { breachRangeServer: true, breachUndetermined: 'accept' } as const;
const QUIET = { breached: false, kept: 0, forced: 0, asked: 0 };

describe('a password in force that is seen in the clear', () => {
  it('and was looked up in the corpus in service costs nothing further', async () => {
    expect(await look(TODAY)).toEqual(QUIET);
    expect(await look(TODAY, { rules: ALLOWED })).toEqual(QUIET);
  });

  it('is looked up again once another corpus is in service, or nobody ever looked (F02)', async () => {
    const older = { ...TODAY, corpusVersion: 'fake-0' };
    expect(await look(older)).toEqual({ ...QUIET, kept: 1 });
    expect(await look({ state: 'undetermined' })).toEqual({ ...QUIET, kept: 1 });
    expect(await look(older, { rules: ALLOWED })).toEqual({ ...QUIET, kept: 1, asked: 1 });
  });

  it('forces a change when it is found, once (F02, NIST-3.1.1.2-6b)', async () => {
    const found = { ...QUIET, breached: true };
    expect(await look(TODAY, { text: LISTED })).toEqual({ ...found, forced: 1 });
    const known = { ...TODAY, state: 'breached' } as const;
    expect(await look(known, { text: LISTED })).toEqual(found);
    expect(await look(known)).toEqual(QUIET);
    const debt = { ...TODAY, state: 'undetermined' } as const;
    expect(await look(debt, { remote: HIT, rules: ALLOWED })).toEqual({
      ...{ ...found, forced: 1 },
      asked: 1,
    });
  });

  it('stays a debt while nobody can tell: nothing is written, nothing called clean (F02)', async () => {
    const debt = { ...TODAY, state: 'undetermined' } as const;
    expect(await look(debt, { remote: SILENT, rules: ALLOWED })).toEqual({ ...QUIET, asked: 1 });
  });

  it('is asked for at the range server after 30 days, where the tenant allows it', async () => {
    const day = (days: number) => ({ ...TODAY, checkedAt: secondsBefore(days * DAY) });
    expect(await look(day(30), { rules: ALLOWED })).toEqual(QUIET);
    expect(await look(day(31), { rules: ALLOWED })).toEqual({ ...QUIET, kept: 1, asked: 1 });
    expect(await look(day(31))).toEqual(QUIET);
  });

  it('is nobody’s business where the policy does not ask for breaches', async () => {
    const rules = { ...ALLOWED, breached: null };
    expect(await look({ state: 'undetermined' }, { text: LISTED, rules })).toEqual(QUIET);
  });
});
