import { describe, expect, it } from '@jest/globals';

import type { Account, BreachVerdict } from '#libs/credentials';
import {
  AdmitNewPassword,
  BreachCheck,
  InstallPassword,
  RecheckBreach,
  ReplacePassword,
} from '#libs/credentials';
import {
  cheapestCostForTests,
  hashingOver,
  InProcessRunner,
  KeyRing,
  NodeRsEngine,
  queueLimits,
} from '#libs/hashing';
import type { Argon2PasswordHashing } from '#libs/hashing';
import { changeId, Password, subjectId, tenantId } from '#libs/identity';
import { composedPolicy } from '#libs/password-policy';
import { RandomChangeIds } from '#libs/platform';

import { FakeAttempts } from '../support/fake-attempts.js';
import {
  FakeBreachRecords,
  FakeCorpus,
  FakeRangeServer,
  FakeTally,
} from '../support/fake-breaches.js';
import { noShadow } from '../support/fake-shadow-counts.js';
import { account, FakeCredentials, noEstimator, ORIGIN } from '../support/fakes.js';

const TENANT = tenantId('demo');
const CLEAN: BreachVerdict = {
  source: 'range_server',
  corpusVersion: 'range-x',
  verdict: 'clean',
};
const CURRENT = new Password('the current one');

/** Says nothing to anybody until it is told to. */
class StalledRangeServer extends FakeRangeServer {
  #answer: (() => void)[] = [];

  override async check(): Promise<BreachVerdict> {
    this.asked += 1;
    await new Promise<void>((answered) => this.#answer.push(answered));
    return this.answer;
  }

  async untilAsked(times: number): Promise<void> {
    while (this.asked < times) await new Promise((resolve) => setImmediate(resolve));
  }

  answers(): void {
    for (const answer of this.#answer.splice(0)) answer();
  }
}

/** Hashes as the service does, with one turn for everybody. */
async function oneTurn(): Promise<Argon2PasswordHashing> {
  const cost = cheapestCostForTests();
  const limits = { ...queueLimits(1, cost), turns: 1 };
  const runner = new InProcessRunner(new NodeRsEngine());
  return hashingOver(runner, { ring: KeyRing.generate(), cost, limits });
}

/** Somebody with that password, sealed for real. */
async function person(hashing: Argon2PasswordHashing, name: string, rangeServer: boolean) {
  const subject = subjectId(name);
  const binding = { tenant: TENANT, subject, changeId: changeId('change-0') };
  const envelope = await hashing.admitted(binding, (turn) => turn.seal(CURRENT, binding));
  const before = account().credential;
  if (typeof envelope !== 'string' || !before) throw new Error('no turn was free');
  const rules = { breachRangeServer: rangeServer };
  const policy = composedPolicy({ tenant: { format: 1, rules } }, false);
  return account({ subject, policy, credential: { ...before, envelope } });
}

function replacing(hashing: Argon2PasswordHashing, arriving: Account, server: FakeRangeServer) {
  const credentials = new FakeCredentials(arriving);
  const breaches = new BreachCheck(new FakeCorpus(), new FakeTally(), server);
  const admit = new AdmitNewPassword(breaches, noEstimator, noShadow());
  const ended = { acknowledgement: () => 'ended' as const };
  const install = new InstallPassword(credentials, new RandomChangeIds(), ended, admit);
  const recheck = new RecheckBreach(breaches, new FakeBreachRecords());
  const replace = new ReplacePassword(
    credentials,
    new FakeAttempts(),
    hashing,
    admit,
    install,
    recheck,
  );
  const writer = { tenant: TENANT, account: arriving, origin: ORIGIN, evidence: 'owner' } as const;
  return (text: string, currentPassword = CURRENT) =>
    replace.replace(writer, { currentPassword, newPassword: new Password(text) });
}

describe('a range server that stalls', () => {
  it('occupies no capacity to hash, and costs no further hash (F02, F08)', async () => {
    const hashing = await oneTurn();
    const server = new StalledRangeServer(CLEAN);
    const waiting = await Promise.all(['a', 'b', 'c'].map((name) => person(hashing, name, true)));
    const quiet = await person(hashing, 'quiet', false);
    const before = hashing.stats().hashes;
    const changes = waiting.map((one) => replacing(hashing, one, server)('Copper-lantern-5871'));
    await server.untilAsked(3);
    expect(hashing.stats()).toMatchObject({ inFlight: 0, away: 3, hashes: before + 3 });

    // The only turn is free: somebody whose tenant asks nobody verifies and seals meanwhile.
    const other = await replacing(hashing, quiet, server)('Copper-lantern-5872');
    expect(other).toMatchObject({ kind: 'done' });
    expect(hashing.stats()).toMatchObject({ away: 3, hashes: before + 5 });

    server.answers();
    for (const outcome of await Promise.all(changes))
      expect(outcome).toMatchObject({ kind: 'done' });
    expect(hashing.stats()).toMatchObject({ away: 0, queued: 0, hashes: before + 8 });
    expect(server.asked).toBe(3);
    await hashing.close();
  });

  it('stands in nobody’s way either where the password in force is looked up again', async () => {
    const hashing = await oneTurn();
    const server = new StalledRangeServer(CLEAN);
    const due = await person(hashing, 'due', true);
    const { credential } = due;
    if (!credential) throw new Error('everybody here has a password');
    const debt = {
      ...due,
      credential: { ...credential, breach: { state: 'undetermined' } as const },
    };
    const quiet = await person(hashing, 'quiet', false);
    const refused = replacing(hashing, debt, server)('the current one');
    await server.untilAsked(1);
    const other = await replacing(hashing, quiet, server)('Copper-lantern-5872');
    expect(other).toMatchObject({ kind: 'done' });
    server.answers();
    expect(await refused).toMatchObject({
      kind: 'refused',
      refusal: { code: 'password_policy_violated' },
    });
    await hashing.close();
  });
});
