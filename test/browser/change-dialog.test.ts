import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';

import { violations } from '../support/accessibility.js';
import { inBrowser } from '../support/browser.js';
import { ALICE, CALM, DemoPages, toldBy } from '../support/demo-pages.js';
import { asked, demoToken } from '../support/quickstart.js';
import { ELEMENT_TYPES, ELEMENTS, elementOf } from './dialog-elements.js';

const CHANGE = '**/v3/account/password/change';

const update = (page: Page) => page.locator('[part=update-password]');
const dialog = (page: Page) => page.locator('latchkey-password dialog');

type Row = readonly [row: string, check: () => Promise<Page>];

inBrowser('the published rows of the change dialog', () => {
  let demo: DemoPages;
  /** Alice's browser: she signs in once, and opens a page for every row. */
  let browser: BrowserContext;
  const alices = async () => demo.openedDialog(await browser.newPage());

  beforeAll(async () => {
    demo = await DemoPages.open();
    const page = await demo.page();
    await demo.signedIn(page, ALICE.user, ALICE.password);
    browser = page.context();
  }, 240_000);
  afterAll(() => demo.close());

  const validations: readonly Row[] = [
    [
      'Session missing or expired: access blocked, sign in required, state = unauthenticated',
      async () => {
        const page = await demo.page();
        await page.goto(`${demo.url}/profile`);
        await page.getByRole('button', { name: 'Change password' }).click();
        await page.getByText('Please sign in').waitFor();
        expect(await page.locator('#current-password').count()).toBe(0);
        expect(await toldBy(page)).toEqual([{ state: 'unauthenticated' }]);
        return page;
      },
    ],
    [
      'Current password empty: Update password disabled, validation = required',
      async () => {
        const page = await alices();
        await page.locator('#new-password').fill(CALM);
        expect(await update(page).getAttribute('aria-disabled')).toBe('true');
        expect((await toldBy(page)).at(-1)).toMatchObject({ validation: 'required' });
        await update(page).click({ force: true });
        expect(await dialog(page).locator('#current-password:focus').count()).toBe(1);
        return page;
      },
    ],
    [
      'New password empty or invalid: Update password disabled, rules shown, validation = invalid',
      async () => {
        const page = await alices();
        await page.locator('#current-password').fill(ALICE.password);
        expect((await toldBy(page)).at(-1)).toMatchObject({ validation: 'invalid' });
        await page.locator('#new-password').fill('short');
        await page.locator('[data-code=too_short].unsatisfied').waitFor();
        expect(await update(page).getAttribute('aria-disabled')).toBe('true');
        expect((await toldBy(page)).at(-1)).toMatchObject({ validation: 'invalid' });
        return page;
      },
    ],
    [
      'Current password incorrect: inline error, error = invalid_current_password',
      async () => {
        const page = await alices();
        await page.locator('#current-password').fill('not it at all');
        await page.locator('#new-password').fill(CALM);
        await update(page).click();
        await page.getByText('This is not your current password.').waitFor();
        expect(await page.locator('#current-password').getAttribute('aria-invalid')).toBe('true');
        expect((await toldBy(page)).at(-1)).toEqual({ error: 'invalid_current_password' });
        return page;
      },
    ],
    [
      'Request in progress: loading state, state = loading',
      async () => {
        const page = await alices();
        await page.route(CHANGE, () => undefined);
        await page.locator('#current-password').fill(ALICE.password);
        await page.locator('#new-password').fill(CALM);
        await update(page).click();
        await page.getByText('Updating …').waitFor();
        expect(await update(page).getAttribute('aria-busy')).toBe('true');
        expect((await toldBy(page)).at(-1)).toEqual({ state: 'loading' });
        return page;
      },
    ],
    [
      'Request blocked: an admin switched PASSWORD off, restriction message, HTTP 405',
      async () => {
        const page = await alices();
        await page.locator('#current-password').fill(ALICE.password);
        await page.locator('#new-password').fill(CALM);
        await demo.switchPassword(false);
        try {
          const answer = page.waitForResponse(CHANGE);
          await update(page).click();
          expect((await answer).status()).toBe(405);
          await page.getByText('Your organisation has switched passwords off.').waitFor();
        } finally {
          await demo.switchPassword(true);
        }
        expect((await toldBy(page)).at(-1)).toMatchObject({ state: 'restricted', status: 405 });
        return page;
      },
    ],
  ];

  const actions: readonly Row[] = [
    ...(['current', 'new'] as const).map(
      (which) =>
        [
          `${which === 'current' ? 'Current' : 'New'} password updated: ${which}Password = updated`,
          async () => {
            const page = await alices();
            await page.locator(`#${which}-password`).fill(CALM);
            expect(await page.locator(`#${which}-password`).inputValue()).toBe(CALM);
            const updated = { [`${which}Password`]: 'updated' };
            expect((await toldBy(page)).at(-1)).toMatchObject(updated);
            return page;
          },
        ] as const,
    ),
    [
      'Visibility toggle selected: passwordVisible = true/false (NIST-3.1.1.2-ux-b, ASVS-6.2.6)',
      async () => {
        const page = await alices();
        const field = page.locator('#new-password');
        const toggle = page.getByRole('button', { name: 'Show password: New password' });
        expect(await field.getAttribute('type')).toBe('password');
        await toggle.click();
        expect(await field.getAttribute('type')).toBe('text');
        await toggle.click();
        expect(await field.getAttribute('type')).toBe('password');
        expect(await toldBy(page)).toEqual([{ passwordVisible: true }, { passwordVisible: false }]);
        return page;
      },
    ],
    [
      'Forgot password selected: navigation event, the reset flow opens',
      async () => {
        const page = await alices();
        const listening = `new Promise((done) => addEventListener('latchkey-reset', () => done('heard')))`;
        const heard = page.evaluate(listening);
        await page.getByText('Forgot password?').click({ noWaitAfter: true });
        expect(await heard.catch(() => 'gone')).toMatch(/heard|gone/);
        await page.waitForURL(`${demo.url}/reset`);
        return page;
      },
    ],
    ...(['cancel', 'close'] as const).map(
      (part) =>
        [
          `${part === 'cancel' ? 'Cancel' : 'Close'} selected: the dialog closes, no state change`,
          async () => {
            const page = await alices();
            await page.locator(`[part=${part}]`).click();
            await dialog(page).waitFor({ state: 'hidden' });
            expect(await toldBy(page)).toEqual(['latchkey-close']);
            return page;
          },
        ] as const,
    ),
    [
      'Update password selected: the password update is submitted, a change request triggered',
      async () => {
        const page = await alices();
        await page.route(CHANGE, (route) => route.abort());
        await page.locator('#current-password').fill(ALICE.password);
        await page.locator('#new-password').fill(CALM);
        const request = page.waitForRequest(CHANGE);
        await update(page).click();
        const sent = await request;
        expect(sent.method()).toBe('POST');
        const body = { currentPassword: ALICE.password, newPassword: CALM };
        expect(sent.postDataJSON()).toEqual(body);
        expect(sent.headers()['idempotency-key']).toMatch(/^[0-9a-f]{32}$/);
        return page;
      },
    ],
    [
      'Update password succeeds: the session stays, the dialog closes, state = password_updated',
      async () => {
        const page = await alices();
        await page.locator('#current-password').fill(ALICE.password);
        await page.locator('#new-password').fill(CALM);
        await update(page).click();
        await dialog(page).waitFor({ state: 'hidden' });
        const told = [{ state: 'password_updated' }, 'latchkey-close'];
        expect(await toldBy(page)).toEqual(expect.arrayContaining(told));
        await page.getByText('Your password is in force.').waitFor();
        await page.getByRole('button', { name: 'Back to the account' }).click();
        await page.locator('latchkey-methods [data-type=PASSWORD].configured').waitFor();
        return page;
      },
    ],
  ];

  /** One dialog for the rows that only look at it. */
  let looking: Page | undefined;
  const looked = async () => (looking ??= await alices());

  it.each(ELEMENTS)('Element %s', async (_row, look) => look(await looked()), 60_000);

  it('UI Element Types: all eight, in the published order', async () => {
    const all = 'latchkey-password [part], latchkey-password input';
    const names = await (
      await looked()
    )
      .locator(all)
      .evaluateAll((found) => found.map((one) => one.getAttribute('part') ?? one.id));
    const references: readonly string[] = ELEMENT_TYPES.map(([, reference]) => reference);
    expect(names.filter((name) => references.includes(name))).toEqual(references);
  }, 60_000);

  it.each(ELEMENT_TYPES)(
    'UI Element Type: level %i, %s, %s, %s',
    async (...row) => {
      const [level, reference, type, placement] = row;
      expect(await elementOf(await looked(), row).count()).toBe(1);
      const { token } = await demoToken(demo.url, { user: ALICE.user });
      const path = '/v3/account/password/change';
      const { body } = await asked(demo.url, 'PUT', path, undefined, token);
      const { elements } = body as { elements: object[] };
      const published = { level, reference, type, placement };
      expect(elements).toContainEqual(expect.objectContaining(published));
    },
    60_000,
  );

  it.each(validations)(
    '%s',
    async (_row, check) => {
      const page = await check();
      expect(await violations(page)).toEqual([]);
      await page.close();
    },
    60_000,
  );

  it.each(actions)('%s', async (_row, check) => (await check()).close(), 60_000);
});
