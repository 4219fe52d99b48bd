/** What the profile page weighs before anybody types, and when it can be used, in a real Chromium. */
import { chromium } from 'playwright-core';

import { startedQuickstart } from '../screenshots/quickstart.mjs';
import { CHROMIUM_FLAGS, obtainChromium } from '../support/chromium.mjs';

/** Bytes on the wire, headers included, of everything that the page asked for. */
const BYTES = `[performance.getEntriesByType('navigation'), performance.getEntriesByType('resource')]
  .flat().reduce((sum, { transferSize }) => sum + transferSize, 0)`;

export async function measure({ rounds }) {
  const { url, stop } = await startedQuickstart(process.env.LATCHKEY_SCREENSHOTS_URL);
  const found = await obtainChromium();
  if (found.missing) throw new Error(`No Chromium: ${found.missing}`);
  const browser = await chromium.launch({ executablePath: found.path, args: [...CHROMIUM_FLAGS] });
  const visits = [];
  for (let round = 0; round < rounds; round += 1) visits.push(await visited(browser, url));
  await browser.close();
  await stop();
  visits.sort((a, b) => a.usable - b.usable);
  const at = (index) => visits.at(index).usable.toFixed(0);
  console.log(`${found.version}, ${rounds} visits with an empty cache`);
  console.log(`transfer before typing: ${(visits[0].bytes / 1024).toFixed(1)} KB`);
  console.log(`usable after: median ${at(rounds >> 1)} ms, worst ${at(-1)} ms`);
}

async function visited(browser, url) {
  const context = await browser.newContext({ locale: 'en' });
  const page = await context.newPage();
  const begun = performance.now();
  await page.goto(`${url}/profile`);
  await page.locator('.person').first().waitFor();
  await page.evaluate(`customElements.whenDefined('latchkey-password').then(() => true)`);
  const usable = performance.now() - begun;
  const bytes = await page.evaluate(BYTES);
  await context.close();
  return { usable, bytes };
}
