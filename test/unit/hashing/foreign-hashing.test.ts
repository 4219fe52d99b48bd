import { beforeEach, describe, expect, test } from '@jest/globals';

import type { ForeignHash, HashingTurn } from '#libs/credentials';
import type { Argon2PasswordHashing } from '#libs/hashing';
import {
  cheapestCostForTests,
  EnvelopeError,
  foreignDecoy,
  ForeignReader,
  hashingOver,
  InProcessRunner,
  KeyRing,
  NodeRsEngine,
  queueLimits,
} from '#libs/hashing';
import { Password, Secret } from '#libs/identity';

import { binding } from './builders.js';

const cost = cheapestCostForTests();
const row = binding('demo', 'alice', 'change-1');

let hashing: Argon2PasswordHashing;
beforeEach(async () => {
  const parts = { ring: KeyRing.generate(), cost, limits: queueLimits(1, cost) };
  hashing = await hashingOver(new InProcessRunner(new NodeRsEngine()), parts);
});

async function inTurn<Result>(work: (turn: HashingTurn) => Promise<Result>): Promise<Result> {
  const result = await hashing.admitted(row, async (turn) => ({ of: await work(turn) }));
  if (!('of' in result)) throw new Error(result.refusal.code);
  return result.of;
}

function read(text: string): ForeignHash {
  const reading = new ForeignReader(512).read(new Secret(text));
  if (reading.kind === 'refused') throw new Error(reading.refusal.reason);
  return reading.value;
}

const seal = (text: string) => inTurn((turn) => turn.sealForeign(read(text), row));
const matches = (envelope: string, password: string) =>
  inTurn((turn) => turn.matches(new Password(password), envelope, row));

/** PHP 8.2: password_hash(str_repeat('a', 72), PASSWORD_BCRYPT, ['cost' => 8]) */
const SEVENTY_TWO = '$2y$08$Ah2H0TIYrFIbwvnK9kSQY.kt42mhoKS2WHG7h4/H7zMB27cpAgqxy';
/** libxcrypt 4.4: crypt("caf\xc3\xa9", …), and of the same word with a combining accent. */
const COMPOSED =
  '$6$saltsalt$6/n7vTyYG7D49dfLgTHDnlaowK2H/iWSx7W0t5/ql2vsoTRtvEDkQcUEeyP8JkVWSXPMo2PHmP.vm6.HOTWwd1';
const DECOMPOSED =
  '$6$saltsalt$r6v/5JJbp8Ge7iXcQdxJaFUmhRv8w0jeJMWih9BWWnXOD.Dsk/WPIYFOME.WNcaz9GlmXic6ecFsfUnxHUM4X.';
/** libxcrypt 4.4: crypt(…, "$2x$08$…"), whose bug is kept for old hashes. */
const FAULTY_ASCII = '$2x$08$CCCCCCCCCCCCCCCCCCCCC.2LDGFGwhNnAdBjPqOsk/3zS0Y1wPtrm';
const FAULTY_UMLAUT = '$2x$08$CCCCCCCCCCCCCCCCCCCCC.JfmupZ1I1IHE7VuBr3EAVtc46WkNi5C';
const SSHA = '{SSHA}AZKja92fbuuB9SpRlHqaoXxbTc43Mzc2MDM1Ng==';
const SLOW = '$2b$08$CCCCCCCCCCCCCCCCCCCCC.5jDi2i2PXNi7JkXKlGsqMsxnbbyTgBG';

describe('an imported bcrypt hash', () => {
  test('R01: verifies no password longer than the 72 bytes that bcrypt sees', async () => {
    const { envelope } = await seal(SEVENTY_TWO);
    expect(await matches(envelope, 'a'.repeat(72))).toBe(true);
    expect(await matches(envelope, 'a'.repeat(71))).toBe(false);
    expect(await matches(envelope, `${'a'.repeat(72)}X`)).toBe(false);
    expect(await matches(envelope, `${'a'.repeat(72)}Y`)).toBe(false);
  });

  test('R02: costs the same whether or not the password is too long for it', async () => {
    const { envelope } = await seal(SEVENTY_TWO);
    const before = hashing.stats().hashes;
    await matches(envelope, 'a'.repeat(500));
    expect(hashing.stats().hashes - before).toBe(1);
  });

  test('of the faulty $2x$ verifies ASCII alone, and never another password', async () => {
    const ascii = await seal(FAULTY_ASCII);
    expect(await matches(ascii.envelope, 'correct horse')).toBe(true);
    const umlaut = await seal(FAULTY_UMLAUT);
    expect(await matches(umlaut.envelope, 'grün')).toBe(false);
  });
});

describe('R24: Unicode of an imported hash', () => {
  const [nfc, nfd] = ['café'.normalize('NFC'), 'café'.normalize('NFD')];

  test('that was made of NFC verifies both spellings', async () => {
    const { envelope } = await seal(COMPOSED);
    expect(await matches(envelope, nfc)).toBe(true);
    expect(await matches(envelope, nfd)).toBe(true);
  });

  test('that was made of what was typed verifies what is typed again, at one hash more', async () => {
    const { envelope } = await seal(DECOMPOSED);
    const before = hashing.stats().hashes;
    expect(await matches(envelope, nfd)).toBe(true);
    expect(hashing.stats().hashes - before).toBe(2);
    expect(await matches(envelope, nfc)).toBe(false);
  });

  test('is no excuse for our own hashes, which are NFC', async () => {
    const envelope = await inTurn((turn) => turn.seal(new Password(nfd), row));
    const before = hashing.stats().hashes;
    expect(await matches(envelope, `${nfd}!`)).toBe(false);
    expect(hashing.stats().hashes - before).toBe(1);
  });
});

describe('an imported hash', () => {
  test('that is fast is wrapped at one slow hash; a slow one costs none (NIST-3.1.1.2-kdf-a)', async () => {
    expect(await seal(SSHA)).toMatchObject({ scheme: 'argon2id(digest:digest=sha1,place=after)' });
    expect(hashing.stats().hashes).toBe(1);
    expect(await seal(SLOW)).toMatchObject({ scheme: 'bcrypt:cost=8' });
    expect(hashing.stats().hashes).toBe(1);
  });

  test('that is wrapped gets a salt of its own each time (NIST-3.1.1.2-kdf-b)', async () => {
    const [one, other] = [await seal(SSHA), await seal(SSHA)];
    expect(one.envelope).not.toBe(other.envelope);
    expect(await matches(one.envelope, 'hashcat')).toBe(true);
    expect(await matches(other.envelope, 'hashcat')).toBe(true);
  });

  test('is always outdated, so that the next success writes it anew (NIST-3.1.1.2-kdf-c)', async () => {
    for (const hash of [SSHA, SLOW]) {
      const { envelope } = await seal(hash);
      expect(await inTurn(async (turn) => turn.isOutdated(envelope, row))).toBe(true);
    }
  });

  test('opens in no other row', async () => {
    const { envelope } = await seal(SLOW);
    const elsewhere = binding('demo', 'bob', 'change-1');
    const attempt = inTurn((turn) => turn.matches(new Password('x'), envelope, elsewhere));
    await expect(attempt).rejects.toThrow(EnvelopeError);
  });

  test('shows nothing of itself in its envelope', async () => {
    const { envelope } = await seal(SLOW);
    expect(Buffer.from(envelope.split('.')[2] ?? '', 'base64url').toString('latin1')).not.toMatch(
      /bcrypt|recipe|CCCC/,
    );
  });

  test.each([SSHA, SLOW])('is known again when it is imported once more', async (hash) => {
    const { envelope } = await seal(hash);
    const same = (text: string) => inTurn((turn) => turn.isSameForeign(read(text), envelope, row));
    expect(await same(hash)).toBe(true);
    expect(await same('{SHA}uJ6qx+YUFzQbcQtyd2gpTQ5qJ3s=')).toBe(false);
    expect(await same(SEVENTY_TWO)).toBe(false);
  });
});

describe('a decoy of a scheme', () => {
  test.each([SSHA, SLOW, COMPOSED])(
    'R02: costs what comparing costs, and is always "no"',
    async (hash) => {
      const decoys = foreignDecoy(read(hash).scheme, cost);
      const otherFormats = () => [{ hash: decoys, share: 1 }];
      const parts = { ring: KeyRing.generate(), cost, limits: queueLimits(1, cost), otherFormats };
      hashing = await hashingOver(new InProcessRunner(new NodeRsEngine()), parts);
      const decoy = (password: string) => inTurn((turn) => turn.decoy(new Password(password), row));
      expect(await decoy('caf\u00e9')).toBe(false);
      expect(hashing.stats().hashes).toBe(1);
      expect(await decoy('cafe\u0301')).toBe(false);
      expect(hashing.stats().hashes).toBe(3);
    },
  );
});
