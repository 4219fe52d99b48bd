import { describe, expect, test } from '@jest/globals';

import type { RepeatableRequest } from '#libs/credentials';
import { KeyedRequestMarks, KeyRing } from '#libs/hashing';
import { Secret, subjectId, tenantId } from '#libs/identity';

const KEY = new Secret('a-key-that-nobody-can-guess');
const ring = KeyRing.generate();
const marks = new KeyedRequestMarks(ring);

const request = (different: Partial<RepeatableRequest> = {}): RepeatableRequest => ({
  tenant: tenantId('demo'),
  subject: subjectId('alice'),
  operation: 'change',
  body: [undefined, new Secret('current'), new Secret('next')],
  origin: { requestId: 'request-1' },
  ...different,
});

const markOf = (of = request(), key = KEY) => marks.of(of, key)[0];

describe('the marks of a request', () => {
  test('are the same for the same request, and show nothing of it', () => {
    expect(markOf()).toEqual(markOf());
    expect(JSON.stringify(markOf())).not.toMatch(/a-key|alice|current|next/);
  });

  test.each([
    ['tenant', { tenant: tenantId('other') }],
    ['subject', { subject: subjectId('bob') }],
    ['operation', { operation: 'set' }],
    ['proof', { proof: 'ticket-1' }],
  ] as const)('find it for its own %s only', (_, different) => {
    expect(markOf(request(different)).lookup).not.toBe(markOf().lookup);
  });

  test('differ by the key, the fingerprint’s with it', () => {
    const other = markOf(request(), new Secret('another-key-nobody-can-guess'));
    expect(other.lookup).not.toBe(markOf().lookup);
    expect(other.fingerprint).not.toBe(markOf().fingerprint);
  });

  test.each([
    ['another text', ['current', 'other']],
    ['texts cut elsewhere', ['curren', 'tnext']],
    ['a missing part', ['current']],
  ])('tell %s from the first body', (_, texts) => {
    const body = [undefined, ...texts.map((text) => new Secret(text))];
    const other = markOf(request({ body }));
    expect(other.lookup).toBe(markOf().lookup);
    expect(marks.equal(other.fingerprint, markOf().fingerprint)).toBe(false);
    expect(marks.equal(markOf().fingerprint, markOf().fingerprint)).toBe(true);
  });

  test('tell what was not sent from a text that says so', () => {
    const said = (first?: string) => markOf(request({ body: [first, 'x'] })).fingerprint;
    expect(new Set([said(), said('null'), said(''), said('undefined')]).size).toBe(4);
  });

  test('are made by every key of the ring, so that turning keys loses no answer', () => {
    const old = JSON.parse(ring.toFileText().reveal()) as { keys: unknown[] };
    const fresh = JSON.parse(KeyRing.generate({ id: 'k2' }).toFileText().reveal()) as typeof old;
    const turned = KeyRing.parse(JSON.stringify({ keys: [...fresh.keys, ...old.keys] }));
    const [writing, ...reading] = new KeyedRequestMarks(turned).of(request(), KEY);
    expect(reading).toEqual([markOf()]);
    expect(writing.lookup).not.toBe(markOf().lookup);
  });
});
