import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { pageJudge, requirements } from '#libs/password-policy';

import { bundledPolicy } from '../../support/policy-bundle.js';
import { ABOUT } from '../../vectors/policy-inputs.js';
import type { PolicyVector } from '../../vectors/policy-verdicts.js';
import { disagreements, EFFECTIVE, verdictsNow } from '../../vectors/policy-verdicts.js';

const file = new URL('../../vectors/policy.json', import.meta.url);
const vectors = JSON.parse(readFileSync(file, 'utf8')) as PolicyVector[];

describe('the shared vectors', () => {
  it('are 500 or more, and what the server says today', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(500);
    expect(verdictsNow()).toEqual(vectors);
  });

  it('are broken by every rule that a page can judge', () => {
    const codes = new Set(vectors.flatMap(({ violations }) => violations.map(({ code }) => code)));
    expect([...codes].sort()).toEqual([
      'context_word',
      'missing_class',
      'repeated_characters',
      'sequence',
      'too_long',
      'too_many_bytes',
      'too_short',
    ]);
  });

  it('are judged by a page as by the server, or left unknown', () => {
    const judges = new Map(
      Object.entries(EFFECTIVE).map(([name, policy]) => [
        name,
        pageJudge(requirements(policy, 'en'), { about: ABOUT }),
      ]),
    );
    const answers = vectors.map(({ policy, text }) =>
      (judges.get(policy)?.(text) ?? []).map(({ state }) => state),
    );
    expect(disagreements(vectors, answers)).toEqual([]);
  });
});

describe('what a page loads', () => {
  it('is 20 KB or less, compressed, without the estimator’s dictionaries', async () => {
    const { code, gzipped } = await bundledPolicy();
    expect(gzipped).toBeLessThanOrEqual(20 * 1024);
    expect(code).not.toMatch(/\bimport\b\s*[("'{]/);
  });
});
