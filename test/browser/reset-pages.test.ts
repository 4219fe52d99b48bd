import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { violations } from '../support/accessibility.js';
import { inBrowser } from '../support/browser.js';
import { ALICE, CALM, DemoPages } from '../support/demo-pages.js';

inBrowser('a forgotten password', () => {
  let demo: DemoPages;

  beforeAll(async () => {
    demo = await DemoPages.open();
  }, 240_000);
  afterAll(() => demo.close());

  it('is reset by the link in the mailbox, whose secret leaves the address at once, and a second code', async () => {
    const page = await demo.page();
    await page.goto(`${demo.url}/reset`);
    await page.getByLabel(/^E-mail address/).fill('muster.mannheim1test@gmail.com');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    expect(await violations(page)).toEqual([]);
    const link = await demo.newest(/http:\S+\/reset#\S+/);

    const seen = (await demo.mails()).length;
    await page.goto('about:blank');
    await page.goto(link);
    await page.getByText('Your organisation wants two proofs.').waitFor();
    expect(page.url()).toBe(`${demo.url}/reset`);
    await page.locator('#code').fill(await demo.newestCode(seen));
    await page.getByRole('button', { name: 'Continue' }).click();

    await page.locator('#new-password').fill('password123');
    await page.locator('#again-password').fill('password123');
    await page.getByRole('button', { name: 'Save new password' }).click();
    await page.getByText('This password is in lists of leaked passwords').waitFor();
    expect(await violations(page)).toEqual([]);
    for (const id of ['new-password', 'again-password']) await page.locator(`#${id}`).fill(CALM);
    await page.getByRole('button', { name: 'Save new password' }).click();
    await page.getByRole('heading', { name: 'Your new password is in force' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.context().close();

    const signingIn = await demo.page();
    await expect(demo.signedIn(signingIn, ALICE.user, ALICE.password)).rejects.toThrow('alice');
    await demo.signedIn(signingIn, ALICE.user, CALM);
    await signingIn.context().close();
  }, 120_000);

  it('that wants a factor of the login service’s sends people there, in both languages', async () => {
    for (const [locale, heading] of [
      ['en', 'One more proof'],
      ['de', 'Noch ein Nachweis'],
    ] as const) {
      const page = await demo.page({ locale });
      await page.goto(`${demo.url}/reset#resetRequestId=opaque&next=TOTP`);
      await page.getByRole('heading', { name: heading }).waitFor();
      expect(await page.locator('#code').count()).toBe(0);
      expect(await violations(page)).toEqual([]);
      await page.context().close();
    }
  }, 120_000);

  it('is reset by a code, a second one by another way, and signs in with the new one', async () => {
    const page = await demo.page({ colorScheme: 'dark' });
    await page.goto(`${demo.url}/reset`);
    await page.getByLabel(/^E-mail address/).fill('dora@example.com');
    await page.getByText('A code by e-mail').click();
    const before = (await demo.mails()).length;
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('#code').fill('00000000');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('This code or link is wrong').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.locator('#code').fill(await demo.newestCode(before));
    const seen = (await demo.mails()).length;
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Your organisation wants two proofs.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.locator('#code').fill(await demo.newestCode(seen));
    await page.getByRole('button', { name: 'Continue' }).click();
    for (const id of ['new-password', 'again-password']) await page.locator(`#${id}`).fill(CALM);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save new password' }).click();
    await page.getByRole('heading', { name: 'Your new password is in force' }).waitFor();
    await expect(demo.signedIn(page, 'dora', 'Quiet-harbour-58')).rejects.toThrow('dora');
    await demo.signedIn(page, 'dora', CALM);
    await page.context().close();
  }, 120_000);

  it('is asked for in the same way by somebody whom nobody knows; a wrong code is told as such', async () => {
    const page = await demo.page({ locale: 'de' });
    await page.goto(`${demo.url}/reset`);
    await page.getByLabel(/^E-Mail-Adresse/).fill('nobody@example.com');
    await page.getByText('Ein Code per E-Mail').click();
    await page.getByRole('button', { name: 'Schicken' }).click();
    await page.locator('#code').fill('00000000');
    await page.getByRole('button', { name: 'Weiter' }).click();
    await page.getByText('Dieser Code oder Link ist falsch').waitFor();
    await page.context().close();
  }, 60_000);

  it('goes on where a form of another page sent it', async () => {
    const page = await demo.page();
    await page.goto(`${demo.url}/reset#resetRequestId=x&exchangeId=y`);
    await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
    expect(page.url()).toBe(`${demo.url}/reset`);
    await page.goto(`${demo.url}/reset#reseted=true`);
    await page.getByRole('heading', { name: 'Your new password is in force' }).waitFor();
    await page.context().close();
  }, 60_000);
});
