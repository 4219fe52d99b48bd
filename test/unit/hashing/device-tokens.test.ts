import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { KeyRing, MacDeviceTokens } from '#libs/hashing';
import { Secret, subjectId, tenantId } from '#libs/identity';

const DAY_MS = 86_400_000;
const OWNER = { tenant: tenantId('demo'), subject: subjectId('alice'), epoch: 3 };

/** One installation at a moment of its own. */
function house(ring = KeyRing.generate()) {
  let now = Date.UTC(2026, 0, 1);
  const tokens = new MacDeviceTokens(ring, () => new Date(now));
  return { tokens, pass: (days: number) => (now += days * DAY_MS) };
}

describe('a device token', () => {
  it('is known to its owner for 90 days, and wants to be renewed after one', () => {
    const { tokens, pass } = house();
    const token = tokens.issue(OWNER);
    expect(tokens.read(OWNER, token)).toEqual({ device: expect.any(String), ageing: false });
    pass(1.1);
    expect(tokens.read(OWNER, token)).toMatchObject({ ageing: true });
    pass(88.8);
    expect(tokens.read(OWNER, token)).toMatchObject({ ageing: true });
    pass(0.2);
    expect(tokens.read(OWNER, token)).toBeUndefined();
  });

  it('names the same device when it is renewed, and another one for every other device', () => {
    const { tokens } = house();
    const known = tokens.read(OWNER, tokens.issue(OWNER));
    expect(known && tokens.read(OWNER, tokens.issue(OWNER, known))?.device).toBe(known?.device);
    expect(tokens.read(OWNER, tokens.issue(OWNER))?.device).not.toBe(known?.device);
  });

  it.each([
    ['another tenant', { tenant: tenantId('legacy') }],
    ['another person', { subject: subjectId('bob') }],
    ['another generation of sessions', { epoch: 4 }],
  ])('means nothing to %s', (_, different) => {
    const { tokens } = house();
    expect(tokens.read({ ...OWNER, ...different }, tokens.issue(OWNER))).toBeUndefined();
  });

  it('tells nothing of its owner', () => {
    const text = house().tokens.issue(OWNER).reveal();
    const decoded = text.split('.').map((part) => Buffer.from(part, 'base64url').toString());
    expect([text, ...decoded].join(' ')).not.toMatch(/alice|demo/);
  });

  it('dies with any changed character, and no other text is one', () => {
    const { tokens } = house();
    const text = tokens.issue(OWNER).reveal();
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom(...'aZ09_-.'), (at, character) => {
        const forged = text.slice(0, at) + character + text.slice(at + 1);
        const read = tokens.read(OWNER, new Secret(forged));
        expect(read !== undefined).toBe(forged === text);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (any) => {
        expect(tokens.read(OWNER, new Secret(any))).toBeUndefined();
      }),
    );
  });

  it('is good as long as its key is in the ring, and to no other ring', () => {
    const ring = KeyRing.generate({ id: 'old' });
    const token = house(ring).tokens.issue(OWNER);
    const keys = JSON.parse(ring.toFileText().reveal()) as { keys: object[] };
    const fresh = JSON.parse(KeyRing.generate({ id: 'new' }).toFileText().reveal()) as typeof keys;
    const rotated = KeyRing.parse(JSON.stringify({ keys: [...fresh.keys, ...keys.keys] }));
    expect(house(rotated).tokens.read(OWNER, token)).toBeDefined();
    expect(house(KeyRing.generate({ id: 'old' })).tokens.read(OWNER, token)).toBeUndefined();
  });
});
