import { describe, expect, it } from '@jest/globals';

import type { BreachVerdict } from '#libs/credentials';
import { AdmitNewPassword, BreachCheck } from '#libs/credentials';
import { Password } from '#libs/identity';
import type { SomeRules } from '#libs/password-policy';
import { composedPolicy } from '#libs/password-policy';

import { FakeCorpus, FakeRangeServer, FakeTally } from '../../support/fake-breaches.js';
import { noShadow } from '../../support/fake-shadow-counts.js';
import { account, caller, noEstimator, ORIGIN, passwordUseCases } from '../../support/fakes.js';

const REMOTE = { source: 'range_server', corpusVersion: 'range-x' } as const;
const CLEAN: BreachVerdict = { ...REMOTE, verdict: 'clean' };
const HIT: BreachVerdict = { ...REMOTE, verdict: 'breached', atLeast: 20 };
const SILENT: BreachVerdict = {
  source: 'range_server',
  verdict: 'undetermined',
  reason: 'source_unavailable',
};
const NO_FILE: BreachVerdict = {
  source: 'corpus_file',
  verdict: 'undetermined',
  reason: 'corpus_unusable',
};
const NO_LIST: BreachVerdict = { ...NO_FILE, source: 'built_in', reason: 'corpus_damaged' };

const TEXT = 'something else entirely';
const person = (rules: SomeRules) =>
  account({ policy: composedPolicy({ tenant: { format: 1, rules } }, false) });

const answering = (verdict: BreachVerdict) => ({ check: () => verdict, inService: () => [] });

async function admitted(
  rules: SomeRules,
  { remote = CLEAN, local = undefined as BreachVerdict | undefined } = {},
) {
  const server = new FakeRangeServer(remote);
  const tally = new FakeTally();
  const corpus = local ? answering(local) : new FakeCorpus();
  const admit = new AdmitNewPassword(
    new BreachCheck(corpus, tally, server),
    noEstimator,
    noShadow(),
  );
  const outcome = await admit.byEverySource(person(rules), new Password(TEXT));
  const said = outcome.kind === 'done' ? outcome.value.state : outcome.refusal.code;
  return { said, asked: server.asked, debts: tally.debts };
}

const ALLOWED = { breachRangeServer: true } as const;
const TRUSTING = { ...ALLOWED, breachUndetermined: 'accept' } as const;

describe('the last look for breaches', () => {
  it('leaves the house only where the tenant allows it (F02)', async () => {
    expect(await admitted({})).toEqual({ said: 'clean', asked: 0, debts: 0 });
    expect(await admitted(ALLOWED)).toEqual({ said: 'clean', asked: 1, debts: 0 });
    expect(await admitted({ ...ALLOWED, breached: null })).toMatchObject({ asked: 0 });
  });

  it('refuses what the range server knows, from the tenant’s threshold on', async () => {
    expect(await admitted(ALLOWED, { remote: HIT })).toMatchObject({ said: 'password_breached' });
    const lenient = { ...ALLOWED, breached: 100 };
    expect(await admitted(lenient, { remote: HIT })).toMatchObject({ said: 'clean' });
  });

  it.each([
    ['a range server that does not answer', { remote: SILENT }],
    ['a corpus file that is not there', { local: NO_FILE }],
  ])('F02, R19: of %s refuses or becomes a debt, as the tenant chose', async (_, world) => {
    expect(await admitted(ALLOWED, world)).toMatchObject({ said: 'breach_check_unavailable' });
    expect(await admitted(TRUSTING, world)).toMatchObject({ said: 'undetermined', debts: 1 });
  });

  it('F02: never goes without the built-in list, whatever the tenant chose', async () => {
    const world = { local: NO_LIST, remote: CLEAN };
    expect(await admitted(TRUSTING, world)).toEqual({
      said: 'breach_check_unavailable',
      asked: 0,
      debts: 0,
    });
  });

  it('takes the hit of one source although another is silent', async () => {
    const world = { local: NO_FILE, remote: HIT };
    expect(await admitted(TRUSTING, world)).toMatchObject({ said: 'password_breached' });
  });
});

describe('a change under a policy that allows the range server', () => {
  const change = async (
    currentPassword: string,
    newPassword: string,
    remote: BreachVerdict = CLEAN,
  ) => {
    const server = new FakeRangeServer(remote);
    const { changePassword, hashing, credentials } = passwordUseCases(person(ALLOWED), server);
    const outcome = await changePassword.change({
      caller: caller(),
      origin: ORIGIN,
      currentPassword: new Password(currentPassword),
      newPassword: new Password(newPassword),
    });
    const said = outcome.kind === 'done' ? 'done' : outcome.refusal.code;
    const { hashes, lent } = hashing;
    return { said, asked: server.asked, hashes, lent, written: credentials.written.length };
  };
  const CURRENT = 'the current one';

  it('asks it once, after the proof and before the hash (F02)', async () => {
    expect(await change(CURRENT, TEXT)).toEqual({
      ...{ said: 'done', asked: 1 },
      ...{ hashes: 2, lent: 1, written: 1 },
    });
    expect(await change(CURRENT, TEXT, HIT)).toEqual({
      ...{ said: 'password_breached', asked: 1 },
      ...{ hashes: 1, lent: 2, written: 0 },
    });
  });

  it.each([
    ['a wrong current password', 'a guess', TEXT],
    ['a policy that is not met', CURRENT, 'short'],
    ['the password in force', CURRENT, CURRENT],
  ])('never asks it for %s (F02, R20)', async (_, current, next) => {
    expect(await change(current, next)).toMatchObject({ asked: 0, written: 0 });
  });
});
