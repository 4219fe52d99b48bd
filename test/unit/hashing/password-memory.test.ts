import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import type { HashingTurn, RememberedPassword } from '#libs/credentials';
import {
  argon2Cost,
  cheapestCostForTests,
  EnvelopeError,
  hashingOver,
  InProcessRunner,
  KeyRing,
  NodeRsEngine,
  queueLimits,
} from '#libs/hashing';
import type { Argon2Cost, Argon2PasswordHashing } from '#libs/hashing';
import { changeId, Password } from '#libs/identity';

import { binding } from './builders.js';

const cheapest = cheapestCostForTests();
/** As cheap as the cheapest, and yet other parameters. */
const other = { ...cheapest, memoryKiB: 16 };
const third = { ...cheapest, memoryKiB: 24 };
const ring = KeyRing.generate();
const alice = binding('demo', 'alice', 'change-1');

const hashingAt = (cost: Argon2Cost): Promise<Argon2PasswordHashing> =>
  hashingOver(new InProcessRunner(new NodeRsEngine()), {
    ring,
    cost,
    limits: queueLimits(1, cheapest),
  });

let hashing: Argon2PasswordHashing;
let later: Argon2PasswordHashing;

beforeEach(async () => {
  hashing = await hashingAt(cheapest);
  later = await hashingAt(other);
});

async function inTurn<Result>(
  work: (turn: HashingTurn) => Promise<Result>,
  at = hashing,
): Promise<Result> {
  const result = await at.admitted(alice, async (turn) => ({ of: await work(turn) }));
  if (!('of' in result)) throw new Error(result.refusal.code);
  return result.of;
}

/** Remembers the passwords one by one, the last one first in what is answered. */
async function memoryOf(texts: readonly string[], at = hashing): Promise<RememberedPassword[]> {
  const memory: RememberedPassword[] = [];
  for (const [n, text] of texts.entries()) {
    const bound = { ...alice, changeId: changeId(`old-${n}`) };
    memory.unshift(await inTurn((turn) => turn.remember(new Password(text), memory, bound), at));
  }
  return memory;
}

const recalled = (text: string, memory: readonly RememberedPassword[], at = hashing) =>
  inTurn((turn) => turn.recall(new Password(text), memory, alice), at);

const numbered = (count: number): string[] => Array.from({ length: count }, (_, n) => `pw ${n}`);

describe('remembered passwords', () => {
  test('are found wherever they stand, and no other is', async () => {
    const memory = await memoryOf(numbered(24));
    for (const text of ['pw 0', 'pw 12', 'pw 23']) {
      expect(await recalled(text, memory)).toEqual({ usedBefore: true });
    }
    expect(await recalled('pw 24', memory)).toMatchObject({ usedBefore: false, compared: memory });
  });

  test('R24: are the same in NFC and NFD, and not in NFKC', async () => {
    const memory = await memoryOf(['Ångström'.normalize('NFD'), 'ﬁ']);
    expect(await recalled('Ångström'.normalize('NFC'), memory)).toEqual({ usedBefore: true });
    expect(await recalled('fi', memory)).toMatchObject({ usedBefore: false });
  });

  test('R01: differ in any one byte of 1,024', async () => {
    const long = 'a'.repeat(1024);
    const memory = await memoryOf([long]);
    await fc.assert(
      fc.asyncProperty(fc.nat(1023), async (at) => {
        const text = `${long.slice(0, at)}b${long.slice(at + 1)}`;
        expect(await recalled(text, memory)).toMatchObject({ usedBefore: false });
      }),
      { numRuns: 50 },
    );
  });

  test.each([0, 1, 24])('D-KDF-budget: %d cost one slow hash', async (count) => {
    const memory = await memoryOf(numbered(count));
    const before = hashing.stats().hashes;
    await recalled('a new one', memory);
    expect(hashing.stats().hashes - before).toBe(1);
  });

  test('make the entry of a new one without a further slow hash', async () => {
    const memory = await memoryOf(['first']);
    const recollection = await recalled('second', memory);
    if (recollection.usedBefore) throw new Error('it was not');
    const before = hashing.stats().hashes;
    const entry = recollection.entry(changeId('change-1'));
    expect(hashing.stats().hashes).toBe(before);
    expect(await recalled('second', [entry, ...memory])).toEqual({ usedBefore: true });
  });

  test('show no equality: neither of two people nor of two entries', async () => {
    const [one, two] = await memoryOf(['same', 'same']);
    expect(one?.envelope).not.toBe(two?.envelope);
    expect(one?.envelope).toMatch(/^lk1\.k1\.[A-Za-z0-9_-]+$/);
  });

  test.each([
    ['person', { ...alice, subject: binding('demo', 'bob', 'x').subject }],
    ['tenant', { ...alice, tenant: binding('legacy', 'alice', 'x').tenant }],
  ])('copied to another %s are an alarm that costs no hash', async (_, owner) => {
    const memory = await memoryOf(['first']);
    const before = hashing.stats().hashes;
    const attempt = inTurn((turn) => turn.recall(new Password('x'), memory, owner));
    await expect(attempt).rejects.toThrow(EnvelopeError);
    expect(hashing.stats().hashes).toBe(before);
  });

  test('open under no other entry’s id, and not as a password in force', async () => {
    const [entry] = await memoryOf(['first']);
    const stolen = [{ id: changeId('elsewhere'), generation: '', envelope: entry?.envelope ?? '' }];
    await expect(recalled('first', stolen)).rejects.toThrow(EnvelopeError);
    const bound = { ...alice, changeId: changeId('old-0') };
    const asPassword = inTurn((turn) =>
      turn.matches(new Password('first'), entry?.envelope ?? '', bound),
    );
    await expect(asPassword).rejects.toThrow(EnvelopeError);
  });
});

describe('generations of parameters', () => {
  test('are told by every entry', async () => {
    const [old] = await memoryOf(['first']);
    const [young] = await memoryOf(['first'], later);
    expect([old?.generation, young?.generation]).toEqual(['m=8,t=1,p=1', 'm=16,t=1,p=1']);
  });

  test('D-KDF-budget: an older one costs one slow hash more, and is still compared', async () => {
    const memory = await memoryOf(numbered(3));
    const before = later.stats().hashes;
    const recollection = await recalled('a new one', memory, later);
    expect(later.stats().hashes - before).toBe(2);
    expect(recollection).toMatchObject({ usedBefore: false, compared: memory });
    expect(await recalled('pw 0', memory, later)).toEqual({ usedBefore: true });
    if (recollection.usedBefore) return;
    expect(recollection.entry(changeId('next')).generation).toBe('m=16,t=1,p=1');
  });

  test('D-KDF-budget: are at most two; what is older still is forgotten', async () => {
    const oldest = await memoryOf(['oldest']);
    const bound = { ...alice, changeId: changeId('young') };
    const young = await inTurn((turn) => turn.remember(new Password('y'), oldest, bound), later);
    const last = await hashingAt(third);
    const before = last.stats().hashes;
    const recollection = await recalled('a new one', [young, ...oldest], last);
    expect(last.stats().hashes - before).toBe(2);
    expect(recollection).toMatchObject({ usedBefore: false, compared: [young] });
  });
});

describe('an envelope in force', () => {
  const sealedAt = (at: Argon2PasswordHashing): Promise<string> =>
    inTurn((turn) => turn.seal(new Password('it'), alice), at);
  const outdated = (envelope: string, at: Argon2PasswordHashing): Promise<boolean> =>
    inTurn((turn) => Promise.resolve(turn.isOutdated(envelope, alice)), at);

  test('NIST-3.1.1.2-kdf-c: is outdated once the parameters are others', async () => {
    const envelope = await sealedAt(hashing);
    expect(await outdated(envelope, hashing)).toBe(false);
    expect(await outdated(envelope, later)).toBe(true);
  });

  test('NIST-3.1.1.2-kdf-c: is outdated once another key writes, and verifies still', async () => {
    const envelope = await sealedAt(hashing);
    const keys = [KeyRing.generate({ id: 'new' }), ring].map(({ writer }) => ({
      id: writer.id,
      key: writer.reveal(),
    }));
    const rotated = await hashingOver(new InProcessRunner(new NodeRsEngine()), {
      ring: KeyRing.parse(JSON.stringify({ keys })),
      cost: cheapest,
      limits: queueLimits(1, argon2Cost({ memoryKiB: 19_456, passes: 2, lanes: 1 })),
    });
    expect(await outdated(envelope, rotated)).toBe(true);
    const matches = inTurn((turn) => turn.matches(new Password('it'), envelope, alice), rotated);
    expect(await matches).toBe(true);
  });
});
