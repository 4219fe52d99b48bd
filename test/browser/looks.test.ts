import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';

import { ENHANCED_CONTRAST, overflow, violations } from '../support/accessibility.js';
import { inBrowser } from '../support/browser.js';
import { ALICE, CALM, DemoPages } from '../support/demo-pages.js';
import { asked, demoToken } from '../support/quickstart.js';

const PAGES = ['/', '/profile', '/reset', '/console', '/mailbox'];
const VIEWS = ['multifactor', 'policy', 'exemptions', 'breach', 'clients', 'audit'];

const CHANGE = { old_password: ALICE.password, new_password: CALM, confirm_password: CALM };

inBrowser('the look of the screens', () => {
  let demo: DemoPages;
  let dora: Page;

  beforeAll(async () => {
    demo = await DemoPages.open();
    dora = await demo.page();
    await demo.signedIn(dora, 'dora', 'Quiet-harbour-58');
  }, 240_000);
  afterAll(() => demo.close());

  const view = async (name: string) => {
    await dora.goto(`${demo.url}/console#${name}`);
    await dora.locator(`latchkey-${name} h1`).waitFor();
    await dora.locator('.waiting').first().waitFor({ state: 'detached' });
  };

  /** Whether somebody sees a difference. */
  async function changes(seen: Locator, act: () => Promise<unknown>): Promise<boolean> {
    const before = await seen.screenshot({ animations: 'disabled' });
    await act();
    return !before.equals(await seen.screenshot({ animations: 'disabled' }));
  }

  it('shows the notice of a change in the mailbox, without any password', async () => {
    const { token } = await demoToken(demo.url, { user: 'alice' });
    const changed = await asked(demo.url, 'PUT', '/password-srv/password', CHANGE, token);
    expect(changed.status).toBe(200);
    const page = await demo.page();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await demo.newest(/nobody will ever ask you for your password/);
    await page.goto(`${demo.url}/`);
    await page.getByRole('link', { name: 'Mailbox' }).first().click();
    const mails = page.getByRole('article');
    const mail = mails.filter({ hasText: 'muster.mannheim1test@gmail.com' }).first();
    expect(await mail.innerText()).not.toMatch(/Test1234|harbours/);
    // A breach of the content security policy is told on the console.
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 60_000);

  it.each(['light', 'dark'] as const)(
    'is readable in %s',
    async (colorScheme) => {
      const page = await demo.page({ colorScheme });
      await page.goto(`${demo.url}/mailbox`);
      const ink = await page.evaluate<string>('getComputedStyle(document.body).color');
      expect(ink).toBe(colorScheme === 'dark' ? 'rgb(238, 243, 239)' : 'rgb(23, 33, 29)');
      await page.context().close();
    },
    60_000,
  );

  it('fits a narrow screen, from left to right and from right to left', async () => {
    await dora.setViewportSize({ width: 320, height: 640 });
    for (const name of VIEWS) {
      await view(name);
      expect([name, await overflow(dora)]).toEqual([name, [0, 0]]);
    }
    await dora.setViewportSize({ width: 1280, height: 720 });
    const page = await demo.page({ viewport: { width: 320, height: 640 }, locale: 'de' });
    for (const path of PAGES) {
      await page.goto(`${demo.url}${path}`);
      await page.locator('h1').waitFor();
      expect([path, await overflow(page)]).toEqual([path, [0, 0]]);
      expect(await violations(page, ['target-size', 'document-title', 'valid-lang'])).toEqual([]);
    }
    await page.context().close();
  }, 120_000);

  it('keeps focus and states visible where colours are forced', async () => {
    await dora.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    await view('multifactor');
    const backup = dora.getByRole('switch', { name: /BACKUPCODE/ });
    const row = dora.getByRole('listitem').filter({ has: backup });
    expect(await changes(row, () => backup.focus())).toBe(true);
    expect(await changes(backup, () => backup.click())).toBe(true);
    const tab = dora.getByRole('link', { name: 'Password policy' });
    expect(await changes(tab, () => tab.click())).toBe(true);
    await dora.getByLabel('Another group').fill('operators');
    const chip = dora.getByRole('button', { name: 'The whole tenant' });
    expect(
      await changes(chip, async () => {
        await dora.getByRole('button', { name: 'Open', exact: true }).click();
        await dora.getByText('As the tenant: 8').waitFor();
      }),
    ).toBe(true);
    expect(await violations(dora)).toEqual([]);
    await dora.emulateMedia({ forcedColors: 'none' });
  }, 60_000);

  it('keeps the dialog usable where colours are forced', async () => {
    const page = await demo.dialog(ALICE.user, CALM, { forcedColors: 'active' });
    const dialog = page.locator('latchkey-password dialog');
    // Rings are for the keyboard: whoever points sees where.
    await page.keyboard.press('Tab');
    for (const part of ['#current-password', '[part=cancel]', '[part=reset-password]']) {
      const element = page.locator(part);
      await page.locator('[part=close]').focus();
      expect([part, await changes(dialog, () => element.focus())]).toEqual([part, true]);
    }
    const rule = page.locator('[data-code=too_short]');
    expect(await changes(rule, () => page.locator('#new-password').fill('short'))).toBe(true);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('has a contrast of 7 to 1 for whoever asks for more', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await dora.emulateMedia({ colorScheme, contrast: 'more' });
      for (const name of colorScheme === 'light' ? ['multifactor', 'policy'] : ['policy']) {
        await view(name);
        expect([name, await violations(dora, ENHANCED_CONTRAST)]).toEqual([name, []]);
      }
      const page = await demo.dialog(ALICE.user, CALM, { colorScheme, contrast: 'more' });
      await page.locator('#new-password').fill('short');
      await page.locator('.unsatisfied').first().waitFor();
      expect(await violations(page, ENHANCED_CONTRAST)).toEqual([]);
      await page.context().close();
    }
  }, 120_000);
});
