import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';

import type { pageJudge, State } from '#libs/password-policy';
import { requirements } from '#libs/password-policy';

import { openBrowser } from '../support/browser.js';
import { bundledPolicy } from '../support/policy-bundle.js';
import { ABOUT } from '../vectors/policy-inputs.js';
import type { PolicyVector } from '../vectors/policy-verdicts.js';
import { disagreements, EFFECTIVE } from '../vectors/policy-verdicts.js';

const file = new URL('../vectors/policy.json', import.meta.url);
/** As text, because a transport may repair lone surrogates; escapes it leaves alone. */
const asText = readFileSync(file, 'utf8');
const vectors = JSON.parse(asText) as PolicyVector[];

describe('the policy in a browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
  }, 120_000);
  afterAll(() => browser.close());

  it('judges every shared vector as the server does, or says unknown', async () => {
    const { code } = await bundledPolicy();
    const published = Object.entries(EFFECTIVE).map(([name, policy]) => [
      name,
      requirements(policy, 'en').map(({ code: rule, parameters }) => ({ code: rule, parameters })),
    ]);
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    const answers = await page.evaluate(judgeAll, [
      code,
      JSON.stringify({ published, about: ABOUT }),
      asText,
    ] as const);
    expect(complaints).toEqual([]);
    expect(answers).toHaveLength(vectors.length);
    expect(disagreements(vectors, answers as State[][])).toEqual([]);
    await page.close();
  }, 60_000);
});

/** Runs in the page: nothing from outside but its arguments. */
async function judgeAll([code, known, asked]: readonly [string, string, string]) {
  const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  const library = (await import(url)) as { pageJudge: typeof pageJudge };
  const { published, about } = JSON.parse(known) as {
    published: [string, { code: string; parameters: Record<string, string> }[]][];
    about: object;
  };
  const judges = new Map(
    published.map(([name, rules]) => [name, library.pageJudge(rules, { about })]),
  );
  const cases = JSON.parse(asked) as { policy: string; text: string }[];
  return cases.map(
    ({ policy, text }) =>
      judges
        .get(policy)?.(text)
        .map(({ state }) => state) ?? [],
  );
}
