import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { CONTRAST, overflow, violations } from '../support/accessibility.js';
import { inBrowser } from '../support/browser.js';
import { ALICE, DemoPages } from '../support/demo-pages.js';
import { asked, demoToken } from '../support/quickstart.js';

const DORA = { user: 'dora', password: 'Quiet-harbour-58' };

inBrowser('the console', () => {
  let demo: DemoPages;
  /** One page for everything that only looks. */
  let looking: Page | undefined;

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
    const path = '/verification-srv/config/list';
    const { body } = await asked(demo.url, 'GET', path, undefined, token);
    const list = body as { verificationType: string; active: boolean }[];
    return list.some(({ verificationType, active }) => verificationType === 'PASSWORD' && active);
  }

  const password = (page: Page) => page.getByRole('switch', { name: 'Password PASSWORD' });
  const save = (page: Page) => page.getByRole('button', { name: 'Save changes' }).first();
  const saved = async (page: Page) => {
    await save(page).click();
    await page.getByText('Saved. It applies from now on.').waitFor();
  };

  it('switches PASSWORD off and on, and says before what that means', async () => {
    const page = await opened('multifactor');
    await password(page).click();
    await page.getByText('Passwords can then neither be set nor changed').waitFor();
    await saved(page);
    expect(await passwordIsOn()).toBe(false);
    await password(page).click();
    await saved(page);
    expect(await passwordIsOn()).toBe(true);
    await page.context().close();
  }, 60_000);

  it('shows kindly that somebody else changed the same, and overwrites nothing unseen', async () => {
    const [mine, theirs] = [await opened('multifactor'), await opened('multifactor')];
    await theirs.getByRole('switch', { name: /BACKUPCODE/ }).click();
    await saved(theirs);
    await mine.getByRole('switch', { name: /FIDO2/ }).click();
    await save(mine).click();
    await mine.getByText('Someone else changed this while you were editing.').waitFor();
    await mine.getByRole('button', { name: 'Take what is saved now' }).click();
    const backupCodes = mine.getByRole('switch', { name: /BACKUPCODE/ });
    expect(await backupCodes.getAttribute('aria-checked')).toBe('false');
    await backupCodes.click();
    await saved(mine);
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
    await page.getByLabel('A password to try').fill('password123');
    await page.getByText('The service: it is in lists of breached passwords.').waitFor();
    await unmet.filter({ hasText: /leaked|breach/i }).waitFor();
    await page.getByRole('spinbutton', { name: 'Maximum length' }).fill('10');
    await page.getByRole('spinbutton', { name: 'Maximum length' }).press('Tab');
    await page.getByText('These rules contradict each other').waitFor();
    await page.getByRole('button', { name: 'As the preset' }).click();
    await page.getByRole('radio', { name: /NIST/ }).click();
    const remembered = page.getByRole('spinbutton', { name: /Remembered passwords/ });
    await remembered.fill('5');
    await remembered.press('Tab');
    await saved(page);
    await page.getByRole('row', { name: /Remembered passwords.* 5 this tenant/ }).waitFor();
    await page.context().close();
  }, 60_000);

  it('asks more of a group than of the tenant, and says who imposed it', async () => {
    const page = await opened('policy');
    await page.getByLabel('Another group').fill('operators');
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByText('As the tenant: 8').waitFor();
    const rule = page.getByRole('listitem').filter({ hasText: 'Minimum length with a second' });
    await rule.getByRole('button', { name: 'Ask for more' }).click();
    const minimum = rule.getByRole('spinbutton');
    await minimum.fill('20');
    await minimum.press('Tab');
    await page.getByText('At least 20 characters').waitFor();
    await save(page).click();
    await page.getByRole('row', { name: /Minimum length with.* 20 group operators/ }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'operators' }).click();
    await page.getByText('At least 20 characters').waitFor();
    expect(await violations(page)).toEqual([]);
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
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await overflow(page)).toEqual([0, 0]);
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await page.getByText('No policy is in shadow.').waitFor();
    await page.context().close();
  }, 60_000);

  it('exempts somebody until a day, shows a conflict kindly, and ends it before', async () => {
    const [mine, theirs] = [await opened('exemptions'), await opened('exemptions')];
    const grant = async (page: Page, owner: string) => {
      await page.getByLabel('Person (sub)').fill('4838dab3-6d88-4403-8dda-c1486754121a');
      await page.getByLabel('Who answers for it').fill(owner);
      await page.getByLabel('Last day').fill(new Date(Date.now() + 9e8).toISOString().slice(0, 10));
      await page.getByLabel('Reason').fill('Away on a ship without a network.');
      await page.getByRole('button', { name: 'Grant' }).click();
    };
    await grant(theirs, 'Head of operations');
    await theirs.getByText('Granted. It holds from now on.').waitFor();
    await grant(mine, 'Head of security');
    await mine.getByText('Someone else changed this at the same time.').waitFor();
    await mine.getByRole('cell', { name: 'Head of operations' }).waitFor();
    expect(await mine.getByLabel('Who answers for it').inputValue()).toBe('Head of security');
    expect(await violations(mine)).toEqual([]);
    await mine.setViewportSize({ width: 320, height: 640 });
    expect(await overflow(mine)).toEqual([0, 0]);
    await mine.getByRole('button', { name: /^End the exemption of/ }).click();
    await mine.getByRole('button', { name: 'End it, it cannot be undone' }).click();
    await mine.getByText('Ended. The rule applies again.').waitFor();
    await mine.getByText('Nobody is exempt.').waitFor();
    await mine.context().close();
    await theirs.context().close();
  }, 60_000);

  it('registers origins and pages, and names what no browser would send', async () => {
    const page = await opened('clients');
    const origins = page.getByLabel('Origins, one a line');
    const before = await origins.inputValue();
    await origins.fill(`${before}\nshop.example.com`);
    await page.getByText('This is no origin that a browser sends: shop.example.com').waitFor();
    expect(await save(page).getAttribute('aria-disabled')).toBe('true');
    await origins.fill(`${before}\nhttps://shop.example.com`);
    await saved(page);
    await page.reload();
    await origins.waitFor();
    expect(await origins.inputValue()).toBe(`${before}\nhttps://shop.example.com`);
    await page.context().close();
  }, 60_000);

  it('tells how much is known about breached passwords, and takes a range server', async () => {
    const page = await opened('breach');
    await page.getByText('Built-in list').waitFor();
    await page.getByRole('heading', { name: 'Coverage' }).waitFor();
    const address = page.getByLabel('Address');
    await address.fill('ranges.example.com');
    await page.getByText('An https address without query and fragment.').waitFor();
    await address.fill('https://ranges.example.com/range/');
    await saved(page);
    await page.getByRole('heading', { name: 'Range server', exact: true }).waitFor();
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

  it('says that nobody answers, and loads once somebody does', async () => {
    const page = await demo.page();
    await demo.signedIn(page, DORA.user, DORA.password);
    await page.route('**/settings/breach', (route) => route.abort());
    await page.goto(`${demo.url}/console#breach`);
    await page.getByText('This page could not be loaded.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.unroute('**/settings/breach');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Coverage' }).waitFor();
    await page.context().close();
  }, 60_000);

  it('is for admins, and says so to everybody else', async () => {
    const page = await opened('policy', ALICE);
    await page.getByText('This is for tenant admins.').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  }, 60_000);

  it.each(['multifactor', 'policy', 'exemptions', 'breach', 'clients', 'audit'])(
    'is accessible: %s, in light and dark',
    async (view) => {
      const page = (looking ??= await opened(view));
      await page.goto(`${demo.url}/console#${view}`);
      await page.locator(`latchkey-${view} h1`).waitFor();
      await page.locator('.waiting').first().waitFor({ state: 'detached' });
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      expect(await violations(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
      expect(await violations(page, CONTRAST)).toEqual([]);
    },
    60_000,
  );
});
