/**
 * npm run screenshots [-- scene …]: every page in every state, in both languages, light and dark, on a
 * desk and on a telephone, into dist/screenshots; with `-- --docs` those that the documentation shows,
 * into docs/images. LATCHKEY_SCREENSHOTS_URL uses a quickstart that runs.
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

/** What the documentation shows, by the name of its image. */
const DOCS = {
  dialog: 'dialog-typed',
  console: 'console-policy',
  exemptions: 'console-exemptions',
};

const wanted = process.argv.slice(2);
await prepared();
const { url, stop } = await startedQuickstart(process.env.LATCHKEY_SCREENSHOTS_URL);
const found = await obtainChromium();
if (found.missing) throw new Error(`No Chromium: ${found.missing}`);
const browser = await chromium.launch({ executablePath: found.path, args: [...CHROMIUM_FLAGS] });
try {
  if (wanted.includes('--docs')) await documented();
  else await everything();
} finally {
  await browser.close();
  await stop();
}

async function documented() {
  const look = { ...DEVICES.desk, colorScheme: 'light', locale: 'en' };
  for (const [image, scene] of Object.entries(DOCS)) {
    await shot(scene, look, { path: join(ROOT, 'docs', 'images', `${image}.png`) });
  }
}

async function everything() {
  await mkdir(OUT, { recursive: true });
  const scenes = Object.keys(SCENES).filter((name) => !wanted.length || wanted.includes(name));
  for (const [device, screen] of Object.entries(DEVICES)) {
    for (const colorScheme of ['light', 'dark']) {
      for (const locale of ['en', 'de']) {
        for (const scene of scenes) {
          const path = join(OUT, `${scene}-${device}-${colorScheme}-${locale}.png`);
          await shot(scene, { ...screen, colorScheme, locale }, { path, fullPage: true });
        }
      }
    }
  }
  console.log(`Screenshots are in ${OUT}`);
}

async function shot(scene, look, wish) {
  const context = await browser.newContext(look);
  const page = await context.newPage();
  await SCENES[scene](page, url);
  await page.evaluate('scrollTo(0, 0)');
  await page.waitForTimeout(350);
  await page.screenshot(wish);
  await context.close();
}
