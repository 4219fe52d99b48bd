import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { inBrowser } from '../support/browser.js';
import { ALICE, DemoPages } from '../support/demo-pages.js';
import { asked, demoToken } from '../support/quickstart.js';

const DORA = { user: 'dora', password: 'Quiet-harbour-58' };

async function violations(page: Page): Promise<readonly string[]> {
  const found = await new AxeBuilder({ page: page as never }).analyze();
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

inBrowser('the console', () => {
  let demo: DemoPages;

  beforeAll(async () => {
    demo = await DemoPages.open();
  }, 240_000);
  afterAll(() => demo.close());

  async function opened(view: string, who = DORA): Promise<Page> {
    const page = await demo.page();
    await demo.signedIn(page, who.user, who.password);
    await page.goto(`${demo.url}/console#${view}`);
    await page.locator('latchkey-console h1').waitFor();
    await page.locator('.waiting').first().waitFor({ state: 'detached' });
    return page;
  }

  /** What a person reads of the list of available methods. */
  async function passwordIsOn(): Promise<boolean> {
    const { token } = await demoToken(demo.url, { user: 'alice' });
    const { body } = await asked(
      demo.url,
      'GET',
      '/verification-srv/config/list',
      undefined,
      token,
    );
    const list = body as { verificationType: string; active: boolean }[];
    return list.some(({ verificationType, active }) => verificationType === 'PASSWORD' && active);
  }

  const password = (page: Page) => page.getByRole('switch', { name: 'Password PASSWORD' });
  const save = (page: Page) => page.getByRole('button', { name: 'Save changes' }).first();

  it('switches PASSWORD off and on, and says before what that means', async () => {
    const page = await opened('multifactor');
    await password(page).click();
    await page.getByText('Passwords can then neither be set nor changed').waitFor();
    await save(page).click();
    await page.getByText('Saved. It applies from now on.').waitFor();
    expect(await passwordIsOn()).toBe(false);
    await password(page).click();
    await save(page).click();
    await page.getByText('Saved. It applies from now on.').waitFor();
    expect(await passwordIsOn()).toBe(true);
    await page.context().close();
  }, 60_000);

  it('shows kindly that somebody else changed the same, and overwrites nothing unseen', async () => {
    const [mine, theirs] = [await opened('multifactor'), await opened('multifactor')];
    await theirs.getByRole('switch', { name: /BACKUPCODE/ }).click();
    await save(theirs).click();
    await theirs.getByText('Saved. It applies from now on.').waitFor();
    await mine.getByRole('switch', { name: /FIDO2/ }).click();
    await save(mine).click();
    await mine.getByText('Someone else changed this while you were editing.').waitFor();
    await mine.getByRole('button', { name: 'Take what is saved now' }).click();
    const backupCodes = mine.getByRole('switch', { name: /BACKUPCODE/ });
    expect(await backupCodes.getAttribute('aria-checked')).toBe('false');
    await backupCodes.click();
    await save(mine).click();
    await mine.getByText('Saved. It applies from now on.').waitFor();
    await mine.context().close();
    await theirs.context().close();
  }, 60_000);

  it('shows what a policy means while it is edited, tries a password, and saves it', async () => {
    const page = await opened('policy');
    await page.getByRole('radio', { name: /PCI DSS/ }).click();
    await page.getByText('At least 12 characters').waitFor();
    await page.getByLabel('A password to try').fill('shortone');
    const unmet = page.locator('.verdict .unsatisfied');
    await unmet.filter({ hasText: 'At least 12 characters' }).waitFor();
    await page.getByRole('spinbutton', { name: 'Maximum length' }).fill('10');
    await page.getByRole('spinbutton', { name: 'Maximum length' }).press('Tab');
    await page.getByText('These rules contradict each other').waitFor();
    await page.getByRole('button', { name: 'As the preset' }).click();
    await page.getByRole('radio', { name: /NIST/ }).click();
    const remembered = page.getByRole('spinbutton', { name: /Remembered passwords/ });
    await remembered.fill('5');
    await remembered.press('Tab');
    await save(page).click();
    await page.getByText('Saved. It applies from now on.').waitFor();
    await page.getByRole('row', { name: /Remembered passwords.* 5 this tenant/ }).waitFor();
    await page.context().close();
  }, 60_000);

  it('puts a policy in shadow, shows whom it would hit, and withdraws it', async () => {
    const page = await opened('policy');
    const minimum = page.getByRole('spinbutton', { name: 'Minimum length with a second factor' });
    await minimum.fill('40');
    await minimum.press('Tab');
    await page.getByRole('button', { name: 'Put the rules above in shadow' }).click();
    await page.getByText('No password has passed by yet.').waitFor();
    const alice = await demo.page();
    await demo.signedIn(alice, ALICE.user, ALICE.password);
    await alice.context().close();
    // Counts are written together, every few seconds.
    const share = page.getByText('of the passwords seen would be refused.');
    for (let look = 0; look < 20 && (await share.count()) === 0; look += 1) {
      await page.reload();
      await page.getByText(/passwords seen\./).waitFor();
    }
    expect(await share.innerText()).toMatch(/^100%/);
    await page.getByRole('img', { name: /Passwords a day/ }).waitFor();
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await page.getByText('No policy is in shadow.').waitFor();
    await page.context().close();
  }, 60_000);

  it('tells how much is known about breached passwords', async () => {
    const page = await opened('breach');
    await page.getByText('Built-in list').waitFor();
    await page.getByText('in service').first().waitFor();
    await page.getByRole('heading', { name: 'Coverage' }).waitFor();
    await page.context().close();
  }, 60_000);

  it('lists what happened, filters it, and saves it as a file', async () => {
    const page = await opened('audit');
    await page.getByText('First password set').first().waitFor();
    await page.getByLabel('Event').fill('password_imported');
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByText('Nothing happened that fits.').waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByText('First password set').first().waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('audit.csv');
    await page.context().close();
  }, 60_000);

  it('is for admins, and says so to everybody else', async () => {
    const page = await opened('policy', ALICE);
    await page.getByText('This is for tenant admins.').first().waitFor();
    await page.context().close();
  }, 60_000);

  it.each(['multifactor', 'policy', 'breach', 'audit'])(
    'is accessible: %s, in light and dark',
    async (view) => {
      const page = await opened(view);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        expect(await violations(page)).toEqual([]);
      }
      await page.context().close();
    },
    60_000,
  );
});
