import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { ForeignReader, readForeign } from '#libs/hashing';
import { Secret } from '#libs/identity';

const BUDGET_MIB = 512;
const read = (text: string) => new ForeignReader(BUDGET_MIB).read(new Secret(text));

const SALT = 'c29tZXNhbHRzb21lc2FsdA';
const TAG = 'AAcOFRwjKjE4P0ZNVFtiaXB3foWMk5qhqK+2vcTL0tk';
const BCRYPT = 'CCCCCCCCCCCCCCCCCCCCC.5jDi2i2PXNi7JkXKlGsqMsxnbbyTgBG';

const argon2 = (costs: string) => `$argon2id$v=19$${costs}$${SALT}$${TAG}`;
const sha512 = (rounds: number) => `$6$rounds=${rounds}$saltsalt$${'.'.repeat(86)}`;

describe('the bounds', () => {
  test.each([
    ['passlib’s sha512-crypt', sha512(656_000)],
    ['passlib’s sha256-crypt', `$5$rounds=535000$saltsalt$${'.'.repeat(43)}`],
    ['PBKDF2 with 1,000,000 rounds', `$pbkdf2-sha256$1000000$${SALT}$${TAG}`],
    ['scrypt with N = 2^16', `$scrypt$ln=16,r=8,p=1$${SALT}$${TAG}`],
    ['argon2 with 102,400 KiB in 8 lanes', argon2('m=102400,t=2,p=8')],
    ['PHP’s argon2 with 65,536 KiB and 4 passes', argon2('m=65536,t=4,p=1')],
    ['bcrypt with cost 14', `$2y$14$${BCRYPT}`],
    ['phpass with 2^19 rounds', '$P$H12345678DhIu0nwuMqsOm4Sj4r1vc0'],
  ])('admit %s', (_, hash) => {
    expect(read(hash)).toMatchObject({ kind: 'done' });
  });

  test.each([
    ['more rounds of sha512-crypt', sha512(700_001)],
    ['more rounds of PBKDF2', `$pbkdf2-sha256$2000001$${SALT}$${TAG}`],
    ['rounds times blocks of PBKDF2', `$pbkdf2-sha1$1000001$${SALT}$${TAG}`],
    ['scrypt beyond the work of 2^20', `$scrypt$ln=17,r=8,p=2$${SALT}$${TAG}`],
    ['scrypt beyond the memory', `$scrypt$ln=20,r=8,p=1$${SALT}$${TAG}`],
    ['argon2 beyond the memory', argon2('m=524289,t=1,p=1')],
    ['argon2 beyond the work', argon2('m=524288,t=3,p=1')],
    ['argon2 with 65 lanes', argon2('m=65536,t=1,p=65')],
    ['bcrypt with cost 15', `$2b$15$${BCRYPT}`],
    ['phpass with 2^20 rounds', '$P$I12345678DhIu0nwuMqsOm4Sj4r1vc0'],
  ])('refuse %s before anything is computed (R23)', (_, hash) => {
    expect(read(hash)).toMatchObject({ refusal: { code: 'hash_too_costly' } });
  });

  test('follow the memory that all hashes share', () => {
    const hash = argon2('m=102400,t=2,p=8');
    expect(readForeign(hash, 102_400)).toMatchObject({ kind: 'read' });
    expect(readForeign(hash, 102_399)).toEqual({
      kind: 'hash_too_costly',
      reason: 'it asks for 102400 KiB of memory, at most 102399',
    });
  });
});

describe('unsupported', () => {
  test.each([
    ['yescrypt', '$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7'],
    ['DES crypt', 'XXq2wKiyI43A2'],
    ['extended DES crypt', '_J9..CCCCXBrJUJV154M'],
    ['bare hexadecimal', '5f4dcc3b5aa765d61d8327deb882cf99'],
    ['nothing', ''],
    ['a password', 'correct horse'],
    ['a text without end', '$6$'.padEnd(3000, 'a')],
    ['argon2 with a secret', argon2('m=1024,t=1,p=1,keyid=c2VjcmV0')],
    ['argon2 of an unknown version', argon2('m=1024,t=1,p=1').replace('v=19', 'v=20')],
    ['a parameter twice', argon2('m=1024,m=1024,t=1,p=1')],
    ['no passes', argon2('m=1024,t=0,p=1')],
    ['a digest of 12 bytes', `$pbkdf2-sha256$29000$${SALT}$AAcOFRwjKjE4P0ZN`],
    ['a shortened SSHA', '{SSHA}AZKja92fbuuB9SpRlHqaoQ=='],
    ['a bcrypt cost of 3', `$2b$03$${BCRYPT}`],
    ['scrypt with N = 3', `scrypt$3$salt$8$1$${TAG}=`],
    ['a damaged sha512-crypt', sha512(5000).slice(0, -1)],
    ['a damaged base64', `$pbkdf2-sha256$29000$${SALT}$${TAG.slice(0, -1)}!`],
    [
      'Keycloak’s of an unknown algorithm',
      '{"secretData":{"salt":"","value":""},"credentialData":{"algorithm":"x","hashIterations":1}}',
    ],
    [
      'Auth0’s of UTF-16',
      '{"algorithm":"md5","hash":{"value":""},"password":{"encoding":"utf16le"}}',
    ],
  ])('is %s, with a reason that repeats nothing of it', (_, hash) => {
    const reading = read(hash);
    if (reading.kind !== 'refused') throw new Error('it was read');
    expect(reading.refusal.code).toBe('unsupported_hash');
    expect(reading.refusal.reason.length).toBeGreaterThan(10);
    if (hash.length > 8) expect(reading.refusal.reason).not.toContain(hash.slice(-8));
  });

  test.each([
    [
      'yescrypt',
      '{CRYPT}$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7',
    ],
    ['DES crypt', 'XXq2wKiyI43A2'],
    ['extended DES crypt', '_J9..CCCCXBrJUJV154M'],
  ])('names %s, so that nobody has to wonder', (family, hash) => {
    expect(read(hash)).toMatchObject({ refusal: { reason: expect.stringContaining(family) } });
  });

  test('never throws, whatever it is given', () => {
    const prefixes = [
      '',
      '$2b$10$',
      '{"',
      '{SSHA}',
      '$argon2id$',
      '$scrypt$',
      'pbkdf2_sha256$',
      '$6$',
    ];
    const text = fc.tuple(fc.constantFrom(...prefixes), fc.string({ maxLength: 80 }));
    fc.assert(
      fc.property(text, ([prefix, rest]) => {
        expect(['done', 'refused']).toContain(read(prefix + rest).kind);
      }),
    );
  });
});

describe('the scheme', () => {
  test.each([
    [`$2y$12$${BCRYPT}`, 'bcrypt:cost=12'],
    [`$2y$05$${BCRYPT}`, 'argon2id(bcrypt:cost=5)'],
    [`$pbkdf2-sha512$210000$${SALT}$${TAG}`, 'pbkdf2:digest=sha512,rounds=210000,tagBytes=32'],
    [
      `$pbkdf2-sha256$29000$${SALT}$${TAG}`,
      'argon2id(pbkdf2:digest=sha256,rounds=29000,tagBytes=32)',
    ],
    [
      `$pbkdf2-sha512$210000$c2FsdA$${TAG}`,
      'argon2id(pbkdf2:digest=sha512,rounds=210000,tagBytes=32)',
    ],
    [sha512(5000), 'argon2id(sha-crypt:digest=sha512,rounds=5000)'],
    ['{SHA}uJ6qx+YUFzQbcQtyd2gpTQ5qJ3s=', 'argon2id(digest:digest=sha1,place=after)'],
    [
      argon2('m=65536,t=3,p=4'),
      'argon2:lanes=4,memoryKiB=65536,passes=3,tagBytes=32,variant=id,version=19',
    ],
  ])('of a hash tells its cost and what wraps it (NIST-3.1.1.2-kdf-a)', (hash, scheme) => {
    expect(read(hash)).toMatchObject({ value: { scheme } });
  });
});
