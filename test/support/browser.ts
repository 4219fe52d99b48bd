import { describe } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

import { CHROMIUM_FLAGS, obtainChromium } from './chromium.mjs';

const { LATCHKEY_TEST_CHROMIUM: path, LATCHKEY_TEST_NO_CHROMIUM: missing, CI } = process.env;

/** A machine on which no Chromium runs skips these tests, and says so in the end; CI fails. */
export const inBrowser = missing && CI !== 'true' ? describe.skip : describe;

/** A real Chromium: the one that the test run has found, or one that is looked for now. */
export async function openBrowser(): Promise<Browser> {
  const found = path ? { path } : await obtainChromium();
  if ('missing' in found) throw new Error(`No Chromium: ${found.missing}`);
  return chromium.launch({ executablePath: found.path, args: [...CHROMIUM_FLAGS] });
}
