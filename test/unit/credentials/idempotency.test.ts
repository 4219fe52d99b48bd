import { describe, expect, it } from '@jest/globals';

import type { Claim, EarlierRequest, PasswordInForce, PasswordRefusal } from '#libs/credentials';
import { answerText } from '#libs/credentials';
import type { Outcome } from '#libs/identity';
import { changeId, done, refused, Secret, subjectId, tenantId } from '#libs/identity';

import { FakeRequests, idempotencyOver } from '../../support/fake-requests.js';
import { NOW } from '../../support/fakes.js';

const KEY = 'k'.repeat(22);
const WHO = { tenant: tenantId('demo'), subject: subjectId('alice') };
const LOOKUP = JSON.stringify([WHO.tenant, WHO.subject, 'change', undefined, KEY]);
const BODY = [undefined, new Secret('current'), new Secret('next')];

const IN_FORCE: PasswordInForce = {
  subject: WHO.subject,
  changedAt: NOW,
  changeId: changeId('change-1'),
  sessions: 'pending',
};

const asked = (key: string | undefined = KEY, body: typeof BODY = BODY) => {
  const repeatable = key === undefined ? undefined : { key: new Secret(key), language: 'de' };
  const origin = { requestId: 'request-2', ...(repeatable && { repeatable }) };
  return { ...WHO, operation: 'change', body, origin } as const;
};

const earlier = (different: Partial<EarlierRequest> = {}): EarlierRequest => ({
  kind: 'earlier',
  lookup: LOOKUP,
  fingerprint: JSON.stringify([undefined, 'current', 'next']),
  attempt: 3,
  leased: true,
  ...different,
});

const FIRST = { requestId: 'request-1', language: 'en' };

/** Runs one request whose work ends in `outcome`; tells what was worked, kept and released. */
async function once(
  outcome: Outcome<PasswordInForce, PasswordRefusal>,
  { requests = new FakeRequests(), request = asked() } = {},
) {
  const claims: (Claim | undefined)[] = [];
  const answer = await idempotencyOver(requests).once(request, (claim) => {
    claims.push(claim);
    return Promise.resolve(outcome);
  });
  return { answer, claims, requests };
}

const after = (before: EarlierRequest): FakeRequests =>
  Object.assign(new FakeRequests(), { earlier: before });

describe('a request with an idempotency key', () => {
  it('is carried out once, and its change is handed the claim to keep its answer by (F10)', async () => {
    const { answer, claims, requests } = await once(done(IN_FORCE));
    expect(answer).toEqual(done(IN_FORCE));
    expect(claims).toMatchObject([{ ...WHO, lookup: LOOKUP, attempt: 1 }]);
    expect([requests.kept, requests.released]).toEqual([[], []]);
  });

  it('answers a repetition with the first outcome, in its request’s name and language', async () => {
    const { changedAt: _, ...value } = IN_FORCE;
    const text = answerText(done(value), FIRST);
    const requests = after(earlier({ answer: { text, at: NOW } }));
    const { answer, claims } = await once(done(IN_FORCE), { requests });
    expect(answer).toEqual({ ...done(IN_FORCE), first: FIRST });
    expect(claims).toEqual([]);
  });

  it('answers a repetition with the first refusal, its times being times again', async () => {
    const refusal = { code: 'password_too_young', changeableAt: NOW } as const;
    const text = answerText(refused(refusal), FIRST);
    const requests = after(earlier({ answer: { text, at: NOW } }));
    const { answer } = await once(done(IN_FORCE), { requests });
    expect(answer).toEqual({ ...refused(refusal), first: FIRST });
  });

  it('refuses another body, whatever has become of the first', async () => {
    const text = answerText(refused({ code: 'no_password_set' }), FIRST);
    for (const before of [earlier(), earlier({ answer: { text, at: NOW } })]) {
      const request = asked(KEY, [undefined, new Secret('current'), new Secret('another')]);
      const { answer, claims } = await once(done(IN_FORCE), { requests: after(before), request });
      expect(answer).toEqual(refused({ code: 'idempotency_key_reused' }));
      expect(claims).toEqual([]);
    }
  });

  it('refuses while the first is in flight', async () => {
    const { answer, claims } = await once(done(IN_FORCE), { requests: after(earlier()) });
    expect(answer).toMatchObject(refused({ code: 'request_in_flight' }));
    expect(claims).toEqual([]);
  });

  it('takes over once the lease has ended, unless somebody else was quicker', async () => {
    const requests = after(earlier({ leased: false }));
    requests.takenOver = { ...WHO, lookup: LOOKUP, attempt: 4 };
    expect((await once(done(IN_FORCE), { requests })).claims).toEqual([requests.takenOver]);
    requests.takenOver = undefined;
    const { answer, claims } = await once(done(IN_FORCE), { requests });
    expect(answer).toMatchObject(refused({ code: 'request_in_flight' }));
    expect(claims).toEqual([]);
  });

  it.each([
    { code: 'invalid_current_password' },
    { code: 'no_password_set' },
    { code: 'password_already_set' },
    { code: 'changed_meanwhile' },
    { code: 'password_policy_violated', violations: [] },
  ] as const)('keeps the refusal $code', async (refusal) => {
    const { answer, requests } = await once(refused(refusal));
    expect(answer).toEqual(refused(refusal));
    const context = { requestId: 'request-2', language: 'de' };
    expect(requests.kept).toEqual([answerText(refused(refusal), context)]);
    expect(requests.released).toEqual([]);
  });

  it.each([
    { code: 'invalid_token', problem: 'expired' },
    { code: 'contact_not_verified' },
    { code: 'too_many_attempts', retryAfterSeconds: 30 },
    { code: 'temporarily_overloaded', retryAfterSeconds: 1 },
    { code: 'breach_check_unavailable', retryAfterSeconds: 1 },
    { code: 'outcome_unknown', retryAfterSeconds: 5 },
  ] as const)('keeps nothing of $code, so that the key may be used again', async (refusal) => {
    const { answer, requests } = await once(refused(refusal));
    expect(answer).toEqual(refused(refusal));
    expect([requests.kept, requests.released.length]).toEqual([[], 1]);
  });

  it('keeps nothing of an error', async () => {
    const requests = new FakeRequests();
    const work = (): Promise<never> => Promise.reject(new Error('ours'));
    await expect(idempotencyOver(requests).once(asked(), work)).rejects.toThrow('ours');
    expect([requests.kept, requests.released.length]).toEqual([[], 1]);
  });

  it('answers what whoever took it over has answered before', async () => {
    const requests = new FakeRequests();
    const { changedAt: _, ...value } = IN_FORCE;
    requests.keptByOthers = { text: answerText(done(value), FIRST), at: NOW };
    const { answer } = await once(refused({ code: 'changed_meanwhile' }), { requests });
    expect(answer).toEqual({ ...done(IN_FORCE), first: FIRST });
  });
});

describe('the Idempotency-Key header', () => {
  const lookupOf = async (key: string): Promise<string | undefined> =>
    (await once(done(IN_FORCE), { request: asked(key) })).claims[0]?.lookup;

  it('is the same key quoted and bare', async () => {
    const bare = 'a-key-of-22-characters';
    expect(await lookupOf(bare)).toContain(bare);
    expect(await lookupOf(`"${bare}"`)).toBe(await lookupOf(bare));
    const tricky = 'twenty-two-characters-"-and-\\';
    expect(await lookupOf('"twenty-two-characters-\\"-and-\\\\"')).toBe(await lookupOf(tricky));
  });

  it.each(['k'.repeat(22), 'k'.repeat(255), `"${'k'.repeat(255)}"`])(
    'may have 22 to 255 visible characters (%#)',
    async (key) => {
      expect(await lookupOf(key)).toBeDefined();
    },
  );

  it.each([
    '',
    '""',
    'k'.repeat(21),
    'k'.repeat(256),
    `"${'k'.repeat(21)}"`,
    `"${'k'.repeat(22)}`,
    `"${'k'.repeat(11)}"${'k'.repeat(11)}"`,
    `"${'k'.repeat(22)}\\n"`,
    `${'k'.repeat(22)}é`,
    `${'k'.repeat(22)} k`,
    `"${'k'.repeat(22)} k"`,
    `${KEY}, ${KEY}`,
  ])('cannot be %j', async (key) => {
    const { answer, claims } = await once(done(IN_FORCE), { request: asked(key) });
    expect(answer).toMatchObject(refused({ code: 'invalid_request' }));
    expect(claims).toEqual([]);
  });

  it('may be missing: the request is carried out and nothing is kept', async () => {
    const { origin: _, ...request } = asked();
    const bare = { ...request, origin: { requestId: 'request-2' } };
    const { answer, claims, requests } = await once(refused({ code: 'no_password_set' }), {
      request: bare,
    });
    expect(answer).toEqual(refused({ code: 'no_password_set' }));
    expect([claims, requests.claimed, requests.kept]).toEqual([[undefined], [], []]);
  });
});
