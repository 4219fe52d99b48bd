import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';

import { inBrowser, openBrowser } from '../support/browser.js';
import type { QuickstartProcess } from '../support/quickstart.js';
import { asked, demoToken, openFolder, startQuickstart } from '../support/quickstart.js';

const CHANGE = {
  old_password: 'Test1234%',
  new_password: 'Test12345$',
  confirm_password: 'Test12345$',
};

inBrowser('the demo mailbox in a browser', () => {
  let folder: Awaited<ReturnType<typeof openFolder>>;
  let quickstart: QuickstartProcess;
  let browser: Browser;

  beforeAll(async () => {
    folder = await openFolder();
    quickstart = await startQuickstart({ folder: join(folder.path, 'data') });
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await quickstart.stop();
    await folder.remove();
  });

  /** The mail is on its way for a moment after the change; a person would look again, too. */
  async function firstMail(page: Page): Promise<string> {
    await page.goto(`${quickstart.url}/`);
    await page.getByRole('link', { name: 'Mailbox' }).first().click();
    const mail = page.getByRole('article').first();
    for (let look = 0; look < 50 && (await mail.count()) === 0; look += 1) {
      await page.waitForTimeout(200);
      await page.getByRole('link', { name: 'Look again' }).click();
    }
    return mail.innerText();
  }

  it('shows the notice of a change to its owner, without any password', async () => {
    const { token } = await demoToken(quickstart.url, { user: 'alice' });
    const changed = await asked(quickstart.url, 'PUT', '/password-srv/password', CHANGE, token);
    expect(changed.status).toBe(200);

    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    const mail = await firstMail(page);
    expect(mail).toContain('muster.mannheim1test@gmail.com');
    expect(mail).toContain('password');
    expect(mail).not.toMatch(/Test1234/);
    // A breach of the content security policy is told on the console.
    expect(complaints).toEqual([]);
    await page.close();
  }, 60_000);

  it.each(['light', 'dark'] as const)(
    'is readable in %s',
    async (colorScheme) => {
      const page = await browser.newPage({ colorScheme });
      await page.goto(`${quickstart.url}/mailbox`);
      const ink = await page.evaluate<string>('getComputedStyle(document.body).color');
      expect(ink).toBe(colorScheme === 'dark' ? 'rgb(238, 243, 239)' : 'rgb(23, 33, 29)');
      await page.close();
    },
    60_000,
  );
});
