import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { BrowserContext, Page, Route } from 'playwright-core';

import { CONTRAST, violations } from '../support/accessibility.js';
import { inBrowser } from '../support/browser.js';
import { ALICE, CALM, DemoPages } from '../support/demo-pages.js';

/** What there is to do, as the service tells it, but for what a test wants to see. */
async function due(route: Route, more: object): Promise<void> {
  const answer = (await (await route.fetch()).json()) as object;
  await route.fulfill({ json: { ...answer, ...more } });
}

inBrowser('the screens', () => {
  let demo: DemoPages;
  /** Alice's browser, signed in. */
  let alice: BrowserContext;

  beforeAll(async () => {
    demo = await DemoPages.open();
    const page = await demo.page();
    await demo.signedIn(page, ALICE.user, ALICE.password);
    alice = page.context();
  }, 240_000);
  afterAll(() => demo.close());

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
      const page = await demo.page({ colorScheme: 'light' });
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await quiet(page, async () => {
        const answer = await page.goto(`${demo.url}${path}`);
        expect(answer?.status()).toBe(200);
        await page.locator('h1').waitFor();
        expect(await violations(page)).toEqual([]);
        expect(asked.filter((url) => !url.startsWith(demo.url))).toEqual([]);
        await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
        expect(await violations(page, CONTRAST)).toEqual([]);
      });
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

  it.each<[string, (route: Route) => Promise<unknown> | undefined, string]>([
    ['while it is loading', () => undefined, 'Just a moment …'],
    ['where nobody answers', (route) => route.abort(), 'We cannot be reached'],
    ['where more has to be proven', (route) => due(route, { proof: ['second_factor'] }), 'Confirm'],
    [
      'where nothing can be changed',
      (route) => due(route, { action: 'none' }),
      'Not possible here',
    ],
    ['where a change is due', (route) => due(route, { must_change: true }), 'has to be changed'],
    ['for a first password', (route) => due(route, { action: 'set' }), 'You have no password yet.'],
  ])(
    'of the profile are accessible %s',
    async (_when, answer, text) => {
      const page = await alice.newPage();
      await page.goto(`${demo.url}/profile`);
      await page.locator('.person-card .primary').click();
      await page.route('**/password-srv/requirements', answer);
      await page.locator('.rows .primary').click();
      const dialog = page.locator('latchkey-password dialog');
      await dialog.getByText(text).first().waitFor({ state: 'attached' });
      expect(await violations(page)).toEqual([]);
      await page.close();
    },
    60_000,
  );

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
