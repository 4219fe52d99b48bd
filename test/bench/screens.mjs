/** What our pages weigh before anybody types, when they can be used, and whether everybody can. */
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

import { startedQuickstart } from '../screenshots/quickstart.mjs';
import { signedIn } from '../screenshots/visitor.mjs';
import { CHROMIUM_FLAGS, obtainChromium } from '../support/chromium.mjs';

/** Bytes on the wire, headers included, of everything that the page asked for. */
const BYTES = `[performance.getEntriesByType('navigation'), performance.getEntriesByType('resource')]
  .flat().reduce((sum, { transferSize }) => sum + transferSize, 0)`;

/** A page is usable when what somebody came for is there to be used. */
const PAGES = {
  profile: { path: '/profile', there: '.person', element: 'latchkey-password' },
  reset: { path: '/reset', there: '#name', element: 'latchkey-reset-page' },
  console: {
    path: '/console',
    there: 'latchkey-multifactor [role=switch]',
    element: 'latchkey-console',
    as: ['dora', 'Quiet-harbour-58'],
  },
};

export async function measure({ rounds }) {
  const { url, stop } = await startedQuickstart(process.env.LATCHKEY_SCREENSHOTS_URL);
  const found = await obtainChromium();
  if (found.missing) throw new Error(`No Chromium: ${found.missing}`);
  const browser = await chromium.launch({ executablePath: found.path, args: [...CHROMIUM_FLAGS] });
  console.log(`${found.version}, ${rounds} visits of each page with an empty cache`);
  for (const [name, page] of Object.entries(PAGES)) {
    const visits = [];
    for (let round = 0; round < rounds; round += 1) visits.push(await visited(browser, url, page));
    visits.sort((a, b) => a.usable - b.usable);
    const at = (index) => visits.at(index).usable.toFixed(0);
    const kilobytes = (visits[0].bytes / 1024).toFixed(1);
    const { passes, violations } = await judged(browser, url, page);
    console.log(
      `${name}: ${kilobytes} KB, usable after median ${at(rounds >> 1)} ms, worst ${at(-1)} ms; ` +
        `axe: ${passes} rules hold, ${violations} are violated`,
    );
  }
  await browser.close();
  await stop();
}

async function opened(browser, url, { as }) {
  const context = await browser.newContext({ locale: 'en' });
  const page = await context.newPage();
  if (as) await signedIn(page, url, ...as);
  return page;
}

async function shown(page, url, { path, there, element }) {
  await page.goto(`${url}${path}`);
  await page.locator(there).first().waitFor();
  await page.evaluate(`customElements.whenDefined('${element}').then(() => true)`);
}

async function visited(browser, url, wish) {
  const page = await opened(browser, url, wish);
  const begun = performance.now();
  await shown(page, url, wish);
  const usable = performance.now() - begun;
  const bytes = await page.evaluate(BYTES);
  await page.context().close();
  return { usable, bytes };
}

async function judged(browser, url, wish) {
  const page = await opened(browser, url, wish);
  await shown(page, url, wish);
  const { passes, violations } = await new AxeBuilder({ page }).analyze();
  await page.context().close();
  return { passes: passes.length, violations: violations.length };
}
