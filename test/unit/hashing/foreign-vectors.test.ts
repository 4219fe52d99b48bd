import { readFileSync } from 'node:fs';

import { describe, expect, test } from '@jest/globals';

import type { ForeignHash, HashingTurn } from '#libs/credentials';
import {
  cheapestCostForTests,
  FAMILIES,
  ForeignReader,
  hashingOver,
  InProcessRunner,
  KeyRing,
  NodeRsEngine,
  queueLimits,
} from '#libs/hashing';
import { Password, Secret } from '#libs/identity';

import { binding } from './builders.js';

/** Made by the software that `source` names, never by this one. */
interface Vector {
  readonly family: string;
  readonly source: string;
  readonly password: string;
  readonly hash: string;
}

const file = new URL('../../vectors/foreign-hashes.json', import.meta.url);
const vectors = JSON.parse(readFileSync(file, 'utf8')) as readonly Vector[];
const row = binding('demo', 'alice', 'change-1');
const cost = cheapestCostForTests();
const reader = new ForeignReader(512);

const hashing = await hashingOver(new InProcessRunner(new NodeRsEngine()), {
  ring: KeyRing.generate(),
  cost,
  limits: queueLimits(1, cost),
});

async function inTurn<Result>(work: (turn: HashingTurn) => Promise<Result>): Promise<Result> {
  const result = await hashing.admitted(row, async (turn) => ({ of: await work(turn) }));
  if (!('of' in result)) throw new Error(result.refusal.code);
  return result.of;
}

function read(text: string): ForeignHash {
  const reading = reader.read(new Secret(text));
  if (reading.kind === 'refused') throw new Error(reading.refusal.reason);
  return reading.value;
}

describe.each(Object.keys(FAMILIES))('%s', (family) => {
  const own = vectors.filter((vector) => vector.family === family);

  test('is proven by at least three hashes of other software', () => {
    expect(own.length).toBeGreaterThanOrEqual(3);
  });

  const matches = (hash: string, ...passwords: readonly string[]) =>
    inTurn(async (turn) => {
      const { envelope } = await turn.sealForeign(read(hash), row);
      const verdicts: boolean[] = [];
      for (const text of passwords) {
        verdicts.push(await turn.matches(new Password(text), envelope, row));
      }
      return verdicts;
    });

  test.each(own)('verifies what $source made', async ({ password, hash }) => {
    expect(await matches(hash, password)).toEqual([true]);
  });

  test.each(own.slice(0, 1))('verifies no other password', async ({ password, hash }) => {
    const others = [`${password}.`, password.slice(1), `${password} `, ''];
    expect(await matches(hash, ...others)).toEqual([false, false, false, false]);
  });
});
