/**
 * What a change costs a person with 0, 1 and 24 remembered passwords: slow hashes and time, over a
 * real database, at the real parameters, one change after the other.
 */
import { randomUUID } from 'node:crypto';

import {
  AdmitNewPassword,
  ChangePassword,
  Idempotency,
  InstallPassword,
  ReplacePassword,
  SecurityLog,
  SessionIssuers,
} from '#libs/credentials';
import { KeyedRequestMarks, KeyRing, startHashing } from '#libs/hashing';
import { changeId, Password, subjectId, tenantId } from '#libs/identity';
import { connect, TypeormAttempts, TypeormDirectory } from '#libs/persistence';
import { TypeormIdempotentRequests, TypeormPasswordCredentials } from '#libs/persistence';
import { RandomChangeIds } from '#libs/platform';

import { median, round } from './load.mjs';
import { openDatabase } from './stage.mjs';

const ISSUER = 'https://issuer.bench';
const DEPTHS = [0, 1, 24];
const VERIFIED = new Date('2024-01-01T00:00:00Z');

class NoLog extends SecurityLog {
  record() {}
}

class Pending extends SessionIssuers {
  acknowledgement() {
    return 'pending';
  }
}

/** Admits everything: what is measured is what comes after the rules. */
const CLEAN = { source: 'built_in', verdict: 'clean', corpusVersion: 'bench' };
const NOTHING_LISTED = {
  locally: () => CLEAN,
  everywhere: () => Promise.resolve({ verdict: CLEAN, record: { state: 'clean' } }),
};

export async function measure({ rounds, seconds }) {
  const { database, close } = await openDatabase();
  const owner = await connect({ url: database.url, applicationName: 'bench', poolSize: 2 });
  const service = await connect({ url: database.as('password'), applicationName: 'bench' });
  const hashing = await startHashing({ ring: KeyRing.generate() });
  try {
    const people = [];
    for (const depth of DEPTHS) people.push(await remembering(depth, { owner, service, hashing }));
    const changes = Math.max(10, seconds * 10);
    console.log(`a change, ${changes} per round, by turns: hashes and median ms by round`);
    for (const person of people) await person.change();
    const figures = DEPTHS.map(() => []);
    for (let n = 0; n < rounds; n += 1) {
      const times = DEPTHS.map(() => []);
      for (let change = 0; change < changes; change += 1) {
        for (const [at, person] of people.entries()) times[at].push(await timed(person.change));
      }
      for (const [at, each] of times.entries()) figures[at].push(median(each));
    }
    report(people, figures);
  } finally {
    await hashing.close();
    await Promise.all([owner.close(), service.close()]);
    await close();
  }
}

function report(people, figures) {
  for (const [at, depth] of DEPTHS.entries()) {
    const byRound = figures[at].map((ms) => round(ms, 1)).join('  ');
    const hashes = [...people[at].hashes].join(' or ');
    console.log(`  ${String(depth).padStart(2)} remembered: ${hashes} hashes, ${byRound} ms`);
  }
  const [none, one, most] = figures.map(median);
  console.log(
    `  24 against 1 remembered: ${round(most / one)}, against none: ${round(most / none)}`,
  );
}

async function timed(work) {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** Somebody whose policy remembers `depth` passwords, and who has had as many. */
async function remembering(depth, { owner, service, hashing }) {
  const tenant = tenantId(`remembers-${depth}`);
  const subject = subjectId(randomUUID());
  const directory = new TypeormDirectory(owner);
  const methods = ['PASSWORD', 'EMAIL'];
  const settings = { secondFactor: 'optional', preset: 'nist-800-63b-4' };
  await directory.putTenant({ id: tenant, name: 'Bench', methods, ...settings });
  await directory.putSubject({ tenant, subject });
  const email = { type: 'EMAIL', name: 'one@mail.example', verifiedAt: VERIFIED };
  await directory.putMedium({ tenant, subject, id: randomUUID(), ...email });

  const credentials = new Deepened(service, depth);
  const change = changer(credentials, { service, hashing, tenant, subject });
  await firstPassword(credentials, { hashing, tenant, subject });
  for (let n = 0; n < depth; n += 1) await change();
  change.hashes.clear();
  return { change, hashes: change.hashes };
}

/** The store, under a policy that remembers so many and asks for nothing else. */
class Deepened extends TypeormPasswordCredentials {
  constructor(database, depth) {
    super(database);
    this.depth = depth;
  }

  async onArrival(caller) {
    const account = await super.onArrival(caller);
    const policy = { ...account.policy, history: this.depth, similarity: false };
    return { ...account, policy };
  }
}

const nth = (n) => `a passphrase, and its number is ${n}`;

async function firstPassword(credentials, { hashing, tenant, subject }) {
  const binding = { tenant, subject, changeId: changeId(randomUUID()) };
  const envelope = await hashing.admitted(binding, (turn) =>
    turn.seal(new Password(nth(0)), binding),
  );
  const history = { add: [], keep: [] };
  const origin = { ip: '192.0.2.1', requestId: 'bench' };
  const next = { ...binding, envelope, history, keep: SESSION, evidence: 'owner', origin };
  await credentials.setFirst(next);
}

const SESSION = { issuer: ISSUER, sid: 'bench' };

function changer(credentials, { service, hashing, tenant, subject }) {
  const noScore = () => Promise.reject(new Error('no score'));
  const admit = new AdmitNewPassword(NOTHING_LISTED, noScore, { seen: () => undefined });
  const install = new InstallPassword(credentials, new RandomChangeIds(), new Pending(), admit);
  const attempts = new TypeormAttempts(service);
  const replace = new ReplacePassword(credentials, attempts, hashing, admit, install);
  const requests = new TypeormIdempotentRequests(service);
  const once = new Idempotency(requests, new KeyedRequestMarks(KeyRing.generate()), 10);
  const useCase = new ChangePassword(credentials, once, replace, new NoLog());
  const caller = {
    ...{ tenant, issuer: ISSUER, sub: subject, home: true, session: SESSION },
    anchor: { kind: 'epoch', epoch: 0 },
    ...{ factorKinds: new Set(['knowledge']), multiFactor: false, scopes: new Set() },
  };
  let now = 0;
  const hashes = new Set();
  const change = async () => {
    const before = hashing.stats().hashes;
    const outcome = await useCase.change({
      caller,
      origin: { ip: '192.0.2.1', requestId: 'bench' },
      currentPassword: new Password(nth(now)),
      newPassword: new Password(nth(now + 1)),
    });
    if (outcome.kind === 'refused') throw new Error(outcome.refusal.code);
    now += 1;
    hashes.add(hashing.stats().hashes - before);
  };
  return Object.assign(change, { hashes });
}
