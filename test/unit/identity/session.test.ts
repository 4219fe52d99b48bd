import { describe, expect, it } from '@jest/globals';

import { sessionProblem } from '#libs/identity';
import type { SessionAnchor, SessionMark, Standing } from '#libs/identity';

const ISSUER = 'https://issuer.example';
const CUTOFF = new Date('2026-03-01T12:00:00.500Z');
const at = (time: string) => new Date(`2026-03-01T${time}Z`);
const mark = (sid: string, issuer = ISSUER): SessionMark => ({ issuer, sid });

const standing = (kept?: SessionMark): Standing => ({
  status: 'active',
  epoch: 3,
  cutoff: { at: CUTOFF, ...(kept && { kept }) },
});

const judged = (anchor: SessionAnchor, to: Standing = standing(), session = mark('other')) =>
  sessionProblem({ session, anchor }, to);

describe('a token of an issuer that carries the epoch', () => {
  it.each([
    [2, 'session_ended'],
    [3, undefined],
    [4, undefined],
    [undefined, 'anchor_missing'],
  ])('with epoch %s at epoch 3 is judged %s (R07, ASVS-7.4.1)', (epoch, problem) => {
    expect(judged({ kind: 'epoch', ...(epoch !== undefined && { epoch }) })).toBe(problem);
  });
});

describe.each(['auth_time', 'iat'] as const)('a token judged by %s', (kind) => {
  it.each([
    ['a second before the cut-off', '11:59:59', 'session_ended'],
    ['in the same second as the cut-off', '12:00:00', 'session_ended'],
    ['in the next second', '12:00:01', undefined],
  ])('from %s (R07)', (_when, time, problem) => {
    expect(judged({ kind, at: at(time), skewSeconds: 0 })).toBe(problem);
  });

  it('must be later than the cut-off by the skew that its issuer is allowed', () => {
    expect(judged({ kind, at: at('12:00:05'), skewSeconds: 5 })).toBe('session_ended');
    expect(judged({ kind, at: at('12:00:06'), skewSeconds: 5 })).toBeUndefined();
  });

  it('without that claim is refused once a cut-off exists, and only then', () => {
    expect(judged({ kind, skewSeconds: 0 })).toBe('anchor_missing');
    expect(judged({ kind, skewSeconds: 0 }, { status: 'active', epoch: 0 })).toBeUndefined();
  });
});

describe('the kept session', () => {
  const old: SessionAnchor = { kind: 'epoch', epoch: 0 };

  it('outlives the cut-off (R06)', () => {
    expect(judged(old, standing(mark('mine')), mark('mine'))).toBeUndefined();
    expect(judged(old, standing(mark('mine')), mark('yours'))).toBe('session_ended');
  });

  it('is another one at another issuer, although the sid is equal', () => {
    const elsewhere = mark('mine', 'https://other.example');
    expect(judged(old, standing(mark('mine')), elsewhere)).toBe('session_ended');
  });

  it('without a sid is the one token, known by its MAC', () => {
    const token: SessionMark = { issuer: ISSUER, tokenMac: 'mac-1' };
    expect(judged(old, standing(token), token)).toBeUndefined();
    expect(judged(old, standing(token), { issuer: ISSUER, tokenMac: 'mac-2' })).toBe(
      'session_ended',
    );
    expect(judged(old, standing(token), mark('mac-1'))).toBe('session_ended');
    expect(judged(old, standing(mark('mac-1')), { ...token, tokenMac: 'mac-1' })).toBe(
      'session_ended',
    );
  });

  it('of a disabled subject is dead like every other (R07, ASVS-7.4.2)', () => {
    const disabled: Standing = { ...standing(mark('mine')), status: 'disabled' };
    expect(judged({ kind: 'epoch', epoch: 9 }, disabled, mark('mine'))).toBe('invalid');
  });
});
