import { randomBytes } from 'node:crypto';

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { argon2Cost, cheapestCostForTests, InProcessRunner, NodeRsEngine } from '#libs/hashing';
import type { Argon2Cost } from '#libs/hashing';

import { ReferenceRunner } from './second-engine.js';

const engine = new NodeRsEngine();
const ours = new InProcessRunner(engine);
const reference = new ReferenceRunner();
const cheapest = cheapestCostForTests();
const salt = new Uint8Array(randomBytes(16));
const bytes = (text: string) => new TextEncoder().encode(text);

const CANONICAL = /^\$argon2id\$v=19\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/;

const COSTS: [string, Argon2Cost][] = [
  ['the default', argon2Cost({ memoryKiB: 19_456, passes: 2, lanes: 1 })],
  ['little memory, many passes', argon2Cost({ memoryKiB: 7_168, passes: 5, lanes: 1 })],
  ['two lanes', argon2Cost({ memoryKiB: 19_456, passes: 2, lanes: 2 })],
  ['the cheapest', cheapest],
];

describe('the two engines', () => {
  test.each(COSTS)('D-KDF-interop: agree to the letter at %s', async (_, cost) => {
    const mine = await ours.hash(bytes('Grüße 🌍'), salt, cost);
    const theirs = await reference.hash(bytes('Grüße 🌍'), salt, cost);
    expect(mine).toBe(theirs);
    expect(mine).toMatch(CANONICAL);
  });

  test.each(COSTS)('D-KDF-interop: verify each other’s hashes at %s', async (_, cost) => {
    const mine = await ours.hash(bytes('one'), salt, cost);
    const theirs = await reference.hash(bytes('one'), salt, cost);
    expect(await reference.verify(bytes('one'), mine)).toBe(true);
    expect(await reference.verify(bytes('two'), mine)).toBe(false);
    expect(await ours.verify(bytes('one'), theirs)).toBe(true);
    expect(await ours.verify(bytes('two'), theirs)).toBe(false);
  });

  test('D-KDF-interop: our engine spells the vector of the reference implementation’s own test', () => {
    const cost = argon2Cost({ memoryKiB: 65_536, passes: 2, lanes: 1 });
    expect(engine.hash(bytes('password'), bytes('somesalt'), cost)).toBe(
      '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    );
  });
});

describe('our engine', () => {
  test('R01 NIST-3.1.1.2-9: any one changed byte of 1,024 makes verification fail', () => {
    const long = fc.uint8Array({ minLength: 1024, maxLength: 1024 });
    const position = fc.nat(1023);
    const change = fc.integer({ min: 1, max: 255 });
    fc.assert(
      fc.property(long, position, change, (password, at, flip) => {
        const phc = engine.hash(password, salt, cheapest);
        const other = Uint8Array.from(password, (byte, index) =>
          index === at ? byte ^ flip : byte,
        );
        expect(engine.verify(password, phc)).toBe(true);
        expect(engine.verify(other, phc)).toBe(false);
      }),
      {
        examples: [
          [new Uint8Array(1024), 72, 1],
          [new Uint8Array(1024), 1023, 1],
        ],
      },
    );
  });

  const phc = engine.hash(bytes('right'), salt, cheapest);
  const MALFORMED: [string, string][] = [
    ['no hash at all', 'not-a-hash'],
    ['empty', ''],
    ['a bcrypt hash', `$2b$10$${'a'.repeat(53)}`],
    ['argon2i', phc.replace('argon2id', 'argon2i')],
    ['parameters in another order', phc.replace('m=8,t=1', 't=1,m=8')],
    ['an older version', phc.replace('v=19', 'v=16')],
    ['a shortened tag', phc.slice(0, -1)],
    ['padding', `${phc}=`],
    ['a second line', `${phc}\n`],
  ];
  test.each(MALFORMED)('what is stored as %s is an error, never a match', async (_, stored) => {
    expect(() => engine.verify(bytes('right'), stored)).toThrow('not a canonical argon2id string');
    await expect(ours.verify(bytes('right'), stored)).rejects.toThrow('not a canonical');
  });

  test('leaves nothing of a password in the memory that was handed over', async () => {
    const password = bytes('to be forgotten');
    await ours.hash(password, salt, cheapest);
    expect(password.every((byte) => byte === 0)).toBe(true);
  });
});
