import { inspect } from 'node:util';

import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { cheapestCostForTests, EnvelopeError, hashingOver, HashWorkerLost } from '#libs/hashing';
import { InProcessRunner, KeyRing, NodeRsEngine, queueLimits } from '#libs/hashing';
import type { Argon2PasswordHashing } from '#libs/hashing';
import { Password } from '#libs/identity';
import type { HashingTurn } from '#libs/credentials';

import { binding, gate } from './builders.js';

const cost = cheapestCostForTests();
const ring = KeyRing.generate();
const row = binding('demo', 'alice', 'change-1');

let hashing: Argon2PasswordHashing;

beforeEach(async () => {
  const runner = new InProcessRunner(new NodeRsEngine());
  hashing = await hashingOver(runner, { ring, cost, limits: queueLimits(1, cost) });
});

/** What `work` says in a turn of alice's. */
async function inTurn<Result>(work: (turn: HashingTurn) => Promise<Result>): Promise<Result> {
  const result = await hashing.admitted(row, async (turn) => ({ of: await work(turn) }));
  if (!('of' in result)) throw new Error(result.refusal.code);
  return result.of;
}

const verified = (stored: Password, given: Password): Promise<boolean> =>
  inTurn(async (turn) => turn.matches(given, await turn.seal(stored, row), row));

describe('password hashing', () => {
  test('verifies the password that was sealed and no other', async () => {
    expect(await verified(new Password('Test1234%'), new Password('Test1234%'))).toBe(true);
    expect(await verified(new Password('Test1234%'), new Password('test1234%'))).toBe(false);
    expect(await verified(new Password('Test1234%'), new Password(' Test1234%'))).toBe(false);
  });

  test('R01: bytes beyond the 72nd count', async () => {
    const [x, y] = [new Password(`${'a'.repeat(72)}X`), new Password(`${'a'.repeat(72)}Y`)];
    expect(await verified(x, y)).toBe(false);
  });

  test('R01: any one changed character of 1,024 bytes makes verification fail', async () => {
    const long = 'a'.repeat(1024);
    await fc.assert(
      fc.asyncProperty(fc.nat(1023), async (at) => {
        const other = `${long.slice(0, at)}b${long.slice(at + 1)}`;
        expect(await verified(new Password(long), new Password(other))).toBe(false);
      }),
    );
  });

  test('R01: the last of 128 four-byte characters counts', async () => {
    const [x, y] = [`${'🌍'.repeat(127)}🌎`, `${'🌍'.repeat(127)}🌏`];
    expect(await verified(new Password(x), new Password(y))).toBe(false);
    expect(await verified(new Password(x), new Password(x))).toBe(true);
  });

  test('R24 NIST-3.1.1.2-norm: composed and decomposed spellings are one password, both ways', async () => {
    const [nfc, nfd] = ['Ångström'.normalize('NFC'), 'Ångström'.normalize('NFD')];
    expect(nfc).not.toBe(nfd);
    expect(await verified(new Password(nfc), new Password(nfd))).toBe(true);
    expect(await verified(new Password(nfd), new Password(nfc))).toBe(true);
  });

  test.each([
    ['ﬁ', 'fi'],
    ['①', '1'],
    ['Ａ', 'A'],
  ])('R24: "%s" and "%s" are equivalent by NFKC alone, so two passwords', async (one, other) => {
    expect(await verified(new Password(one), new Password(other))).toBe(false);
  });

  test('R24: a lone surrogate is an error and costs no hash', async () => {
    const attempt = inTurn((turn) => turn.seal(new Password('a\ud800'), row));
    await expect(attempt).rejects.toThrow('not well-formed');
    expect(hashing.stats().hashes).toBe(0);
  });

  test('a row copied to another subject is an alarm that costs no hash', async () => {
    const password = new Password('Test1234%');
    const envelope = await inTurn((turn) => turn.seal(password, row));
    const bob = binding('demo', 'bob', 'change-1');
    const attempt = inTurn((turn) => turn.matches(password, envelope, bob));
    await expect(attempt).rejects.toThrow(EnvelopeError);
    expect(hashing.stats().hashes).toBe(1);
  });

  test('nothing of the password or the hash can be read from the envelope', async () => {
    const envelope = await inTurn((turn) => turn.seal(new Password('Test1234%'), row));
    expect(envelope).toMatch(/^lk1\.k1\.[A-Za-z0-9_-]+$/);
    const body = Buffer.from(envelope.split('.')[2] ?? '', 'base64url').toString('latin1');
    expect(body).not.toContain('argon2');
  });

  test('cannot be printed with its keys', () => {
    const printed = inspect(hashing, { depth: 9 });
    expect(printed).not.toContain(ring.writer.reveal());
    expect(printed).toContain('[secret]');
  });
});

describe('a turn that was lent', () => {
  test('hashes nothing until it is there again', async () => {
    const stored = new Password('Test1234%');
    const sealed = await inTurn(async (turn) => {
      const early = turn.whileAway(() => turn.seal(stored, row));
      await expect(early).rejects.toThrow('this turn to hash is over');
      return turn.seal(stored, row);
    });
    expect(sealed).toMatch(/^lk1\./);
    expect(hashing.stats().hashes).toBe(1);
  });
});

describe('D-KDF-budget: the count of slow hashes', () => {
  const current = new Password('Test1234%');
  let envelope: string;
  let before: number;

  beforeEach(async () => {
    envelope = await inTurn((turn) => turn.seal(current, row));
    before = hashing.stats().hashes;
  });

  test('is 2 for a change', async () => {
    await inTurn(async (turn) => {
      await turn.matches(current, envelope, row);
      await turn.seal(new Password('Test12345$'), row);
    });
    expect(hashing.stats().hashes - before).toBe(2);
  });

  test('is 1 for a wrong guess', async () => {
    expect(await inTurn((turn) => turn.matches(new Password('x'), envelope, row))).toBe(false);
    expect(hashing.stats().hashes - before).toBe(1);
  });

  test('R02: is 1 for a decoy, which is always "no"', async () => {
    expect(await inTurn((turn) => turn.decoy(current, row))).toBe(false);
    expect(hashing.stats().hashes - before).toBe(1);
  });

  test('is 0 for whoever was not admitted', async () => {
    await hashing.close();
    await hashing.admitted(row, (turn) => turn.matches(current, envelope, row));
    expect(hashing.stats()).toMatchObject({ hashes: before, refused: 1 });
  });
});

describe('a turn', () => {
  test('is refused with a time to come back when there is none', async () => {
    const { passed, open } = gate();
    const limits = { ...queueLimits(1, cost), turns: 1, waiting: 0 };
    const busy = await hashingOver(new InProcessRunner(new NodeRsEngine()), { ring, cost, limits });
    const first = busy.admitted(row, () => passed);
    expect(await busy.admitted(row, () => passed)).toEqual({
      kind: 'refused',
      refusal: { code: 'temporarily_overloaded', retryAfterSeconds: 5 },
    });
    open();
    await first;
  });

  test('cannot be used once it is over', async () => {
    const kept: HashingTurn = await inTurn((turn) => Promise.resolve(turn));
    expect(() => kept.decoy(new Password('late'), row)).toThrow('this turn to hash is over');
    expect(hashing.stats().hashes).toBe(0);
  });

  test('is given back when the work throws', async () => {
    await expect(inTurn(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(hashing.stats()).toMatchObject({ inFlight: 0, completed: 1 });
  });

  test('that lost its thread ends like a full queue: nothing was decided', async () => {
    const lost = () => Promise.reject(new HashWorkerLost('gone'));
    expect(await hashing.admitted(row, lost)).toEqual({
      kind: 'refused',
      refusal: { code: 'temporarily_overloaded', retryAfterSeconds: 1 },
    });
  });
});
