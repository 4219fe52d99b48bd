import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';

import { violations } from '../support/accessibility.js';
import { inBrowser, openBrowser } from '../support/browser.js';
import type { Platform } from '../support/platform-pages.js';
import { openPlatform } from '../support/platform-pages.js';

describe('the pages of password-srv in production', () => {
  let platform: Platform;

  beforeAll(async () => {
    platform = await openPlatform();
  }, 120_000);
  afterAll(() => platform.close());

  const ask = (path: string) => fetch(`${platform.passwordSrv.url}${path}`, { redirect: 'manual' });

  it.each(['/console', '/reset'])(
    '%s runs its own files alone, in no frame, and is never kept',
    async (path) => {
      const { status, headers } = await ask(path);
      expect(status).toBe(200);
      const policy = (headers.get('content-security-policy') ?? '').split('; ');
      expect(policy).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "script-src 'self'",
          "frame-ancestors 'none'",
          "require-trusted-types-for 'script'",
        ]),
      );
      expect(policy.join()).not.toMatch(/unsafe|data:|https?:/);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('set-cookie')).toBeNull();
    },
  );

  it('bring the elements that pages of hosts load, and where passwords are changed', async () => {
    const module = await ask('/ui/latchkey-password.js');
    expect(module.status).toBe(200);
    expect(module.headers.get('content-type')).toMatch(/javascript/);
    const change = await ask('/.well-known/change-password');
    expect(change.status).toBe(303);
    expect(change.headers.get('location')).toMatch(/\/reset$/);
  });

  it.each([
    '/profile',
    '/mailbox',
    '/mailbox.json',
    '/demo/token',
    '/demo/session',
    '/range/00000',
  ])('%s is not there: nothing of the demo is, and nothing internal', async (path) => {
    expect((await ask(path)).status).toBe(404);
  });

  inBrowser('the console behind a platform that keeps the session', () => {
    let browser: Browser;
    let page: Page;
    const complaints: string[] = [];

    beforeAll(async () => {
      browser = await openBrowser();
      page = await (await browser.newContext({ locale: 'en' })).newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (!message.text().startsWith('Failed to load')) complaints.push(message.text());
      });
    }, 60_000);
    afterAll(() => browser.close());

    const method = (name: RegExp) => page.getByRole('switch', { name });
    const save = () => page.getByRole('button', { name: 'Save changes' }).click();

    it('sends people to its sign-in, and shows them the settings afterwards', async () => {
      await page.goto(`${platform.url}/console`);
      await page.getByText('You are not signed in.').waitFor();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Sign in again' }).click();
      await method(/PASSWORD/).waitFor();
      expect(page.url()).toBe(`${platform.url}/console`);
    }, 60_000);

    it('saves with a token that stays in the memory of the page', async () => {
      await method(/FIDO2/).click();
      await save();
      await page.getByText('Saved. It applies from now on.').waitFor();
      const kept = await page.evaluate<string>(
        'JSON.stringify([localStorage, sessionStorage]) + document.cookie + location.search',
      );
      expect(kept).toBe('[{},{}]');
    }, 60_000);

    it('asks who signed in long ago to do so again beside the page, and keeps what was not saved', async () => {
      platform.age(3600);
      await page.reload();
      await method(/PUSH/).click();
      await save();
      await page.getByText('Please confirm that it is you.').waitFor();
      expect(await violations(page)).toEqual([]);
      const [beside] = await Promise.all([
        page.context().waitForEvent('page'),
        page.getByRole('button', { name: 'Sign in again' }).click(),
      ]);
      await beside.getByRole('switch', { name: /PUSH/ }).waitFor();
      await beside.close();
      expect(await method(/PUSH/).getAttribute('aria-checked')).toBe('true');
      await save();
      await page.getByText('Saved. It applies from now on.').waitFor();
      expect(complaints).toEqual([]);
    }, 60_000);
  });
});
