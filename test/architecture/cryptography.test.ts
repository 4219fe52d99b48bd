import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { comparisonsIn, primitivesIn, randomBytesIn } from './cryptography.js';
import { ROOT, sourcesIn } from './sources.js';

/** What a primitive of the code is called in the inventory of docs/security.md. */
const NAMES: Readonly<Record<string, string>> = {
  "createHash('sha256')": 'SHA-256',
  "createHmac('sha256')": 'HMAC-SHA-256',
  "createCipheriv('aes-256-gcm')": 'AES-256-GCM',
  "createDecipheriv('aes-256-gcm')": 'AES-256-GCM',
  "hkdfSync('sha256')": 'HKDF-SHA-256',
  "hash('sha1')": 'SHA-1',
  '@node-rs/argon2': 'argon2id',
  "'RS256'": 'RS256, ES256, PS256',
  "'ES256'": 'RS256, ES256, PS256',
  "'PS256'": 'RS256, ES256, PS256',
  "'HS256'": 'HS256',
};

const sources = [...sourcesIn('libs', /\.ts$/), ...sourcesIn('apps', /\.ts$/)].filter(
  ({ path }) => !path.startsWith('apps/quickstart/'),
);
const ours = sources.filter(({ path }) => !path.startsWith('libs/hashing/src/foreign/'));

const inventory = (): string[] => {
  const page = readFileSync(`${ROOT}docs/security.md`, 'utf8');
  const [, section = ''] = page.split('\n## Cryptography\n');
  const [table = ''] = section.split('\n## ');
  return [...table.matchAll(/^\| ([^|]+?) +\|/gm)].map(([, name = '']) => name).slice(2);
};

describe('the inventory of cryptography in docs/security.md', () => {
  it('names every primitive that the code uses, and no other (ASVS-11.1.2)', () => {
    const used = ours.flatMap(({ text }) => primitivesIn(text));
    expect(used.length).toBeGreaterThan(20);
    const unnamed = used.filter((primitive) => NAMES[primitive] === undefined);
    expect(unnamed).toEqual([]);
    const names = new Set(used.map((primitive) => NAMES[primitive]));
    expect(inventory().sort()).toEqual([...names, 'foreign hashes'].sort());
  });
});

describe('what proves something', () => {
  it('is compared in constant time: no operator compares it (ASVS-11.2.4)', () => {
    const compared = sources.flatMap(({ path, text }) =>
      comparisonsIn(text).map((comparison) => `${path}: ${comparison}`),
    );
    // Both are names of sessions whose tokens were verified by their signatures before.
    expect(compared).toEqual(['libs/identity/src/session.ts: a.tokenMac === b.tokenMac']);
    expect(sources.filter(({ text }) => text.includes('timingSafeEqual(')).length).toBeGreaterThan(
      5,
    );
  });

  it('would be found if an operator compared it (ASVS-11.2.4)', () => {
    const planted = `if (mac === expected) return; if (a.digest !== b.digest) stop();
      if (tag === undefined || mac.length !== 32 || typeof tag === 'string') stop();`;
    expect(comparisonsIn(planted)).toEqual(['mac === expected', 'a.digest !== b.digest']);
  });

  it('is at least 128 random bits from the system’s generator (ASVS-11.5.1)', () => {
    const drawn = ours.flatMap(({ path, text }) => randomBytesIn(text).map((n) => ({ path, n })));
    expect(drawn.length).toBeGreaterThan(5);
    const short = drawn.filter(({ n }) => n !== undefined && n < 16).map(({ path }) => path);
    // A pause's jitter and the length of padding prove nothing.
    expect(short).toEqual([
      'libs/breach-corpus/src/pull/fetch-range.ts',
      'libs/breach-corpus/src/range/range-answer.ts',
    ]);
    const weak = sources.filter(({ text }) => /Math\.random|pseudoRandomBytes/.test(text));
    expect(weak.map(({ path }) => path)).toEqual([]);
  });

  it('is no UUID: those name things, and open nothing (ASVS-11.5.1)', () => {
    const drawing = ours.filter(({ text }) => /randomUUID\(\)/.test(text));
    expect(drawing.map(({ path }) => path)).toEqual([
      // The id of a ticket: what opens something is its signature.
      'libs/auth/src/signed-change-tickets.ts',
      // Ids of requests, changes and resets.
      'libs/platform/src/http/client-errors.ts',
      'libs/platform/src/http/front.ts',
      'libs/platform/src/random.ts',
      'libs/platform/src/reset-secrets.ts',
    ]);
  });
});
