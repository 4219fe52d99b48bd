import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { inBrowser } from '../support/browser.js';
import { ALICE, CALM, DemoPages, toldBy } from '../support/demo-pages.js';
import { demoToken } from '../support/quickstart.js';

/** What WCAG 2.2 AA asks, as far as a machine can tell, and the tool's own good practice. */
async function violations(page: Page): Promise<readonly string[]> {
  const found = await new AxeBuilder({ page: page as never })
    .options({ rules: { 'target-size': { enabled: true } } })
    .analyze();
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

inBrowser('the screens', () => {
  let demo: DemoPages;
  let elsewhere: Server;

  beforeAll(async () => {
    demo = await DemoPages.open();
    elsewhere = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(
        `<!doctype html><html lang="de" dir="rtl"><title>a shop</title><body>
         <script type="module" src="${demo.url}/ui/latchkey-password.js"></script>
         <latchkey-password></latchkey-password>`,
      );
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  }, 240_000);
  afterAll(async () => {
    elsewhere.close();
    await demo.close();
  });

  /** A page that complains nowhere: a breach of the policy for content is told on the console. */
  async function quiet(page: Page, check: () => Promise<void>): Promise<void> {
    const complaints: string[] = [];
    page.on('console', (message) => {
      // A refused request is told there as well, and is no complaint of the page.
      if (!message.text().startsWith('Failed to load resource')) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await check();
    expect(complaints).toEqual([]);
    await page.context().close();
  }

  it.each(['/', '/profile', '/reset', '/console', '/mailbox'])(
    '%s is there without sign-in, accessible in light and dark, and asks nobody else',
    async (path) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await demo.page({ colorScheme });
        const asked: string[] = [];
        page.on('request', (request) => asked.push(request.url()));
        await quiet(page, async () => {
          const answer = await page.goto(`${demo.url}${path}`);
          expect(answer?.status()).toBe(200);
          await page.locator('h1').waitFor();
          expect(await violations(page)).toEqual([]);
          expect(asked.filter((url) => !url.startsWith(demo.url))).toEqual([]);
        });
      }
    },
    60_000,
  );

  it('of the profile are accessible in every state (WCAG-3.3.8: pasting and managers help, nothing is a puzzle)', async () => {
    const page = await demo.dialog(ALICE.user, ALICE.password, { colorScheme: 'dark' });
    await quiet(page, async () => {
      expect(await violations(page)).toEqual([]);
      await page.locator('#current-password').fill('not it');
      await page.locator('#new-password').fill('alice');
      await page.locator('.unsatisfied').first().waitFor();
      expect(await violations(page)).toEqual([]);
      await page.locator('#new-password').fill(CALM);
      await page.getByText('Checked when you save').first().waitFor();
      expect(await page.locator('.strength').getAttribute('data-score')).toMatch(/[34]/);
      expect(await violations(page)).toEqual([]);
      await page.locator('[part=update-password]').click();
      await page.locator('#current-password-error').waitFor();
      expect(await violations(page)).toEqual([]);
    });
  }, 60_000);

  it('take pasted and generated passwords, and say what each field is (NIST-3.1.1.2-ux-a, ASVS-6.2.7, HTML-AC-1, APPLE-PR-1)', async () => {
    const page = await demo.dialog('bob');
    const read = (id: string, name: string) => page.locator(`#${id}`).getAttribute(name);
    expect(await page.locator('form [name=username]').getAttribute('autocomplete')).toBe(
      'username',
    );
    expect(await read('new-password', 'autocomplete')).toBe('new-password');
    expect(await read('again-password', 'autocomplete')).toBe('new-password');
    expect(await read('new-password', 'passwordrules')).toMatch(/^minlength: 8; maxlength: 128;/);
    expect(await read('new-password', 'maxlength')).toBeNull();
    const pasted = 'p'.repeat(40) + ' 🔑 ä';
    for (const id of ['new-password', 'again-password']) {
      await page.locator(`#${id}`).focus();
      await page.keyboard.insertText(pasted);
      expect(await page.locator(`#${id}`).inputValue()).toBe(pasted);
    }
    await page.context().close();
    const changing = await demo.dialog(ALICE.user, ALICE.password);
    const current = changing.locator('#current-password');
    expect(await current.getAttribute('autocomplete')).toBe('current-password');
    await changing.context().close();
  }, 60_000);

  it('set the first password of somebody who has none, by a code that stands for a sign-in', async () => {
    const page = await demo.page();
    await page.goto(`${demo.url}/profile`);
    await page.getByRole('button', { name: /^Bob/ }).click();
    await page.getByText('it stands for the sign-in that Bob uses').waitFor();
    const seen = (await demo.mails()).length;
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.locator('#demo-code').fill(await demo.newestCode(seen));
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Edit account' }).click();
    await page.getByRole('button', { name: 'Set a password' }).click();
    await page.locator('#new-password').fill(CALM);
    await page.locator('#again-password').fill(CALM);
    await page.locator('[part=update-password]').click();
    await page.getByText('Your password is in force.').waitFor();
    await page.getByRole('button', { name: 'Change password' }).waitFor();
    await page.context().close();
  }, 60_000);

  it('change a password with the keyboard alone; the old one no longer signs in, the new one does', async () => {
    const page = await demo.page();
    await page.goto(`${demo.url}/profile`);
    const pressed = async (name: string) => {
      for (let tab = 0; tab < 40; tab += 1) {
        await page.keyboard.press('Tab');
        const here = await page.evaluate<string>(
          `(() => { let a = document.activeElement; while (a?.shadowRoot?.activeElement) a = a.shadowRoot.activeElement; return a === document.body ? '' : a?.id || a?.textContent.trim() || ''; })()`,
        );
        if (here.includes(name)) return;
      }
      throw new Error(`${name} is not reached by Tab`);
    };
    const signIn = async (password: string) => {
      await pressed('Dora');
      await page.keyboard.press('Enter');
      await page.locator('#demo-password').waitFor();
      await pressed('demo-password');
      await page.keyboard.type(password);
      await page.keyboard.press('Enter');
    };
    const seen = (await demo.mails()).length;
    await signIn('Quiet-harbour-58');
    await page.locator('#demo-code').waitFor();
    await page.keyboard.type(await demo.newestCode(seen));
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Edit account' }).waitFor();
    await pressed('Edit account');
    await page.keyboard.press('Enter');
    await pressed('Change password');
    await page.keyboard.press('Enter');
    await page.locator('#current-password:focus').waitFor();
    await page.keyboard.type('Quiet-harbour-58');
    await pressed('new-password');
    await page.keyboard.type(CALM);
    await page.keyboard.press('Enter');
    await page.getByText('Your password is in force.').waitFor();

    await page.getByRole('button', { name: 'Back to the account' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await signIn('Quiet-harbour-58');
    await page.getByText('That is not right.').waitFor();
    await page.locator('#demo-password').fill(CALM);
    await page.keyboard.press('Enter');
    await page.locator('#demo-code').waitFor();
    await page.context().close();
  }, 120_000);

  it('work on a page of another origin, which brings the token; German, from right to left', async () => {
    const page = await demo.page();
    const { token } = await demoToken(demo.url, { user: 'carol' });
    await page.goto(`http://127.0.0.1:${String((elsewhere.address() as AddressInfo).port)}/`);
    await page.evaluate(
      `customElements.whenDefined('latchkey-password').then(() => {
         const element = document.querySelector('latchkey-password');
         element.token = async () => ${JSON.stringify(token)};
         element.show();
       })`,
    );
    await page.locator('#again-password').waitFor();
    expect(await page.locator('[part=title]').innerText()).toBe('Passwort festlegen');
    expect(await violations(page)).toEqual([]);
    await page.locator('#new-password').fill(CALM);
    await page.locator('#again-password').fill(CALM);
    await page.locator('[part=update-password]').click();
    await page.locator('latchkey-password dialog').waitFor({ state: 'hidden' });
    expect(await toldBy(page)).toContainEqual({ state: 'password_updated' });
    await page.context().close();
  }, 60_000);

  it('keep tokens out of addresses, storage and cookies that scripts read', async () => {
    const page = await demo.dialog(ALICE.user, ALICE.password);
    const kept = await page.evaluate<string>(
      'JSON.stringify([localStorage, sessionStorage]) + document.cookie + location.href',
    );
    expect(kept).toBe(`[{},{}]${demo.url}/profile`);
    const foreign = await page.request.post(`${demo.url}/demo/session`, {
      data: {},
      headers: { origin: 'http://127.0.0.1:1' },
    });
    expect(foreign.status()).toBe(403);
    await page.context().close();
  }, 60_000);

  it('are found at the well-known address for changing passwords, and nothing is where nothing is (W3C-CPU-1)', async () => {
    const page = await demo.page();
    const ask = (path: string) =>
      page.request.get(`${demo.url}/.well-known/${path}`, { maxRedirects: 0 });
    const change = await ask('change-password');
    expect([302, 303, 307]).toContain(change.status());
    expect(change.headers()['location']).toBe(`${demo.url}/profile`);
    const nothing = await ask('resource-that-should-not-exist-whose-status-code-should-not-be-200');
    expect(nothing.status()).toBe(404);
    await page.context().close();
  }, 60_000);
});
