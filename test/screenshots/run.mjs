/**
 * npm run screenshots [-- scene …]: every page in every state, in both languages, light and dark, on a
 * desk and on a telephone, into dist/screenshots. LATCHKEY_SCREENSHOTS_URL uses a quickstart that runs.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { chromium } from 'playwright-core';

import { prepared, ROOT } from '../../apps/quickstart/launch/prepare.mjs';
import { CHROMIUM_FLAGS, obtainChromium } from '../support/chromium.mjs';
import { startedQuickstart } from './quickstart.mjs';
import { SCENES } from './scenes.mjs';

const OUT = join(ROOT, 'dist', 'screenshots');
const DEVICES = {
  desk: { viewport: { width: 1280, height: 860 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true },
};

const wanted = process.argv.slice(2);
const scenes = Object.entries(SCENES).filter(
  ([name]) => wanted.length === 0 || wanted.includes(name),
);
await prepared();
const { url, stop } = await startedQuickstart(process.env.LATCHKEY_SCREENSHOTS_URL);
const found = await obtainChromium();
if (found.missing) throw new Error(`No Chromium: ${found.missing}`);
const browser = await chromium.launch({ executablePath: found.path, args: [...CHROMIUM_FLAGS] });
try {
  await mkdir(OUT, { recursive: true });
  for (const [device, screen] of Object.entries(DEVICES)) {
    for (const colorScheme of ['light', 'dark']) {
      for (const locale of ['en', 'de']) {
        for (const [name, scene] of scenes) {
          const context = await browser.newContext({ ...screen, colorScheme, locale });
          const page = await context.newPage();
          await scene(page, url);
          await page.waitForTimeout(350);
          const file = `${name}-${device}-${colorScheme}-${locale}.png`;
          await page.screenshot({ path: join(OUT, file), fullPage: true });
          await context.close();
        }
      }
    }
  }
} finally {
  await browser.close();
  await stop();
}
console.log(`Screenshots are in ${OUT}`);
