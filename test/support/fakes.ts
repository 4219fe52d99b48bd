import {
  AdmitNewPassword,
  BreachCheck,
  ChangeAllowance,
  ChangeIds,
  ChangePassword,
  InstallPassword,
  PasswordCredentials,
  RecheckBreach,
  RehashPassword,
  ReplacePassword,
  ScoreInShadow,
  SecurityLog,
  SessionIssuers,
  SetPassword,
  VerifyPassword,
} from '#libs/credentials';
import type {
  Account,
  NewPassword,
  RehashedPassword,
  RememberedPassword,
  SecurityEvent,
  Written,
} from '#libs/credentials';
import { changeId, subjectId, tenantId } from '#libs/identity';
import type { Caller, ChangeId, ChangeReason, Origin } from '#libs/identity';
import { effectivePolicy } from '#libs/password-policy';

import type { FakeRangeServer } from './fake-breaches.js';
import { FakeBreachRecords, FakeCorpus, FakeTally } from './fake-breaches.js';
import { FakeAttempts } from './fake-attempts.js';
import { FakeHashing } from './fake-hashing.js';
import { fakeLimits } from './fake-limits.js';
import { FakeShadowCounts } from './fake-shadow-counts.js';
import { FakeRequests, idempotencyOver } from './fake-requests.js';

export const NOW = new Date('2026-03-01T12:00:00.000Z');
export const ORIGIN: Origin = { requestId: 'request-1', ip: '192.0.2.7' };

export const secondsBefore = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1000);

export const DAY = 86_400;

/** Somebody who has just logged in with two factors; tests say what is different. */
export const caller = (different: Partial<Caller> = {}): Caller => ({
  tenant: tenantId('demo'),
  issuer: 'https://issuer.example',
  sub: subjectId('alice'),
  home: true,
  session: { issuer: 'https://issuer.example', sid: 'session-1' },
  anchor: { kind: 'epoch', epoch: 0 },
  authTime: NOW,
  factorKinds: new Set(['knowledge', 'possession']),
  multiFactor: true,
  scopes: new Set(),
  ...different,
});

type TenantPart = Account['tenant'];

/** Somebody with the password `CURRENT` in a tenant that asks for nothing special. */
export const account = ({
  tenant,
  ...different
}: Partial<Omit<Account, 'tenant'>> & { tenant?: Partial<TenantPart> } = {}): Account => ({
  subject: subjectId('alice'),
  asOf: NOW,
  standing: { status: 'active', epoch: 0 },
  quarantined: false,
  hasVerifiedContact: true,
  enrolled: new Set(['TOTP']),
  tenant: {
    passwordEnabled: true,
    secondFactorRequired: false,
    ...tenant,
  },
  policy: effectivePolicy('nist-800-63b-4', tenant?.secondFactorRequired ?? false),
  policyVersion: 1,
  exemptions: [],
  shadows: [],
  context: { about: {}, deniedWords: { version: 0, lists: () => false, sourcesOf: () => [] } },
  credential: {
    version: 7,
    envelope: 'sealed(the current one)',
    changeId: changeId('change-0'),
    changedWithinLastMinute: false,
    changeWaitSeconds: 0,
    changedAt: secondsBefore(30 * DAY),
    breach: { state: 'clean', corpusVersion: 'fake-1', checkedAt: secondsBefore(DAY) },
  },
  waitSeconds: 0,
  failures: 0,
  ...different,
});

/** The same person without a password. */
export function passwordless(different: Parameters<typeof account>[0] = {}): Account {
  const { credential: _none, ...rest } = account(different);
  return rest;
}

/** Answers what the test put in, and remembers what it was asked to write. */
export class FakeCredentials extends PasswordCredentials {
  readonly written: { readonly next: NewPassword; readonly version: number | undefined }[] = [];
  since = { waitSeconds: 0, beaten: false };
  answer: Written = { kind: 'committed', at: NOW };
  memory: readonly RememberedPassword[] = [];
  readonly rehashed: { readonly next: RehashedPassword; readonly version: number }[] = [];
  readonly forced: { readonly version: number | undefined; readonly reason: ChangeReason }[] = [];
  readonly shortfalls: boolean[] = [];
  asked = 0;
  askedSince = 0;
  askedMemory = 0;

  constructor(public arriving: Account | undefined) {
    super();
  }

  onArrival(): Promise<Account | undefined> {
    this.asked += 1;
    return Promise.resolve(this.arriving);
  }

  sinceArrival(): Promise<{ waitSeconds: number; beaten: boolean }> {
    this.askedSince += 1;
    return Promise.resolve(this.since);
  }

  toVerify(): Promise<Account | undefined> {
    return this.onArrival();
  }

  remembered(): Promise<readonly RememberedPassword[]> {
    this.askedMemory += 1;
    return Promise.resolve(this.memory);
  }

  rehash(next: RehashedPassword, version: number): Promise<boolean> {
    this.rehashed.push({ next, version });
    return Promise.resolve(true);
  }

  forceChange(who: { readonly version?: number }, reason: ChangeReason): Promise<boolean> {
    this.forced.push({ version: who.version, reason });
    return Promise.resolve(true);
  }

  forceChanges(): Promise<Date | undefined> {
    return Promise.resolve(NOW);
  }

  fallsShort(_which: unknown, short: boolean): Promise<void> {
    this.shortfalls.push(short);
    return Promise.resolve();
  }

  replace(next: NewPassword, version: number): Promise<Written> {
    this.written.push({ next, version });
    return Promise.resolve(this.answer);
  }

  reset(next: NewPassword, of: { readonly version: number }): Promise<Written> {
    return this.replace(next, of.version);
  }
  assign(next: NewPassword, version: number | undefined): Promise<Written> {
    this.written.push({ next, version });
    return Promise.resolve(this.answer);
  }

  setFirst(next: NewPassword): Promise<Written> {
    this.written.push({ next, version: undefined });
    return Promise.resolve(this.answer);
  }
}

export class FakeSecurityLog extends SecurityLog {
  readonly entries: { readonly event: SecurityEvent; readonly reason: string | undefined }[] = [];

  record(event: SecurityEvent, _who: unknown, _origin: Origin, reason?: string): void {
    this.entries.push({ event, reason });
  }
}

class CountedChangeIds extends ChangeIds {
  #last = 0;

  next(): ChangeId {
    this.#last += 1;
    return changeId(`change-${this.#last}`);
  }
}

class EndedSessions extends SessionIssuers {
  acknowledgement(): 'ended' | 'pending' {
    return 'ended';
  }
}

/** For policies that ask for no score. */
export const noEstimator = (): Promise<never> =>
  Promise.reject(new Error('nobody asked for a score'));

/** Nobody changes too often. */
export function freely(): ChangeAllowance {
  return new ChangeAllowance(fakeLimits().addresses);
}

export const LISTED = 'password123456789';

/** Both use cases over fakes, for one arriving account. */
export function passwordUseCases(arriving: Account | undefined, rangeServer?: FakeRangeServer) {
  const credentials = new FakeCredentials(arriving);
  const hashing = new FakeHashing();
  const attempts = new FakeAttempts();
  const log = new FakeSecurityLog();
  const corpus = new FakeCorpus([LISTED]);
  const breaches = new BreachCheck(corpus, new FakeTally(), rangeServer);
  const breachRecords = new FakeBreachRecords();
  const recheck = new RecheckBreach(breaches, breachRecords);
  const shadow = new FakeShadowCounts();
  const score = new ScoreInShadow(corpus, noEstimator, shadow);
  const admit = new AdmitNewPassword(breaches, noEstimator, score);
  const ids = new CountedChangeIds();
  const install = new InstallPassword(credentials, ids, new EndedSessions(), admit);
  const rehash = new RehashPassword(credentials);
  const replace = new ReplacePassword(credentials, attempts, hashing, admit, install, recheck);
  const requests = new FakeRequests();
  const once = idempotencyOver(requests);
  const limits = fakeLimits();
  const allowance = new ChangeAllowance(limits.addresses);
  return {
    credentials,
    requests,
    hashing,
    attempts,
    log,
    breachRecords,
    shadow,
    limits,
    changePassword: new ChangePassword(credentials, once, replace, allowance, log),
    setPassword: new SetPassword(credentials, once, hashing, admit, install, log),
    verifyPassword: new VerifyPassword(credentials, attempts, hashing, admit, rehash, recheck),
  };
}
