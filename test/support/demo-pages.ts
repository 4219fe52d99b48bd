import { join } from 'node:path';

import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

import { openBrowser } from './browser.js';
import { asked, demoToken, openFolder, startQuickstart } from './quickstart.js';

/** Runs before any script of a page: what a host hears of the dialog. */
const LISTENING = `
  globalThis.told = [];
  for (const name of ['latchkey-state', 'latchkey-step-up', 'latchkey-reset', 'latchkey-close'])
    addEventListener(name, (event) => told.push(name === 'latchkey-state' ? event.detail : name));
`;

export const ALICE = { user: 'alice', password: 'Test1234%' };
export const CALM = 'three calm harbours';

/** A quickstart and a browser that visits it. */
export class DemoPages {
  private constructor(
    readonly url: string,
    readonly browser: Browser,
    private readonly undo: () => Promise<void>,
  ) {}

  static async open(): Promise<DemoPages> {
    const folder = await openFolder();
    const quickstart = await startQuickstart({ folder: join(folder.path, 'data') });
    const browser = await openBrowser();
    return new DemoPages(quickstart.url, browser, async () => {
      await browser.close();
      await quickstart.stop();
      await folder.remove();
    });
  }

  close(): Promise<void> {
    return this.undo();
  }

  /** A person's browser; closed with the test's page. */
  async page(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({ locale: 'en', ...options });
    await context.addInitScript(LISTENING);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    return page;
  }

  /** Signs in without the sign-in form, which has a test of its own. */
  async signedIn(page: Page, user: string, password?: string): Promise<void> {
    const post = (path: string, data: object) =>
      page.request.post(`${this.url}${path}`, { data, headers: { origin: this.url } });
    const wish = { user, ...(password !== undefined && { password }) };
    const begun = (await (await post('/demo/sign-in', wish)).json()) as { signed_in?: boolean };
    if (begun.signed_in === true) return;
    if (!('medium' in begun)) throw new Error(`${user} cannot sign in: ${JSON.stringify(begun)}`);
    await post('/demo/sign-in/code', { code: await this.newestCode() });
  }

  /** The profile page with the dialog open, by the published steps. */
  async dialog(user: string, password?: string, options?: BrowserContextOptions): Promise<Page> {
    const page = await this.page(options);
    await this.signedIn(page, user, password);
    return this.openedDialog(page);
  }

  /** The same on a page whose browser is signed in. */
  async openedDialog(page: Page): Promise<Page> {
    await page.goto(`${this.url}/profile`);
    await page.locator('.person-card .primary').click();
    await page.locator('.rows .primary').click();
    await page.locator('#new-password').waitFor();
    return page;
  }

  async mails(): Promise<readonly { readonly subject: string; readonly text: string }[]> {
    const { body } = await asked(this.url, 'GET', '/mailbox.json');
    return body as { subject: string; text: string }[];
  }

  /** The code of the newest mail that has one, after `seen` mails. */
  async newestCode(seen = 0): Promise<string> {
    return this.newest(/\b\d{6,8}\b/, seen);
  }

  /** What matches in the newest mails; waited for, because mails take a moment. */
  async newest(pattern: RegExp, seen = 0): Promise<string> {
    for (let look = 0; look < 100; look += 1) {
      const mails = await this.mails();
      const fresh = mails.slice(0, mails.length - seen);
      const found = fresh.map(({ text }) => pattern.exec(text)?.[0]).find((one) => one);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`no mail with ${String(pattern)} came`);
  }

  /** Dora switches a method of the tenant demo. */
  async switchPassword(active: boolean): Promise<void> {
    const { token } = await demoToken(this.url, { user: 'dora' });
    const path = '/verification-srv/settings/multifactor';
    const etag = (await asked(this.url, 'GET', path, undefined, token)).headers.get('etag') ?? '';
    const body = { methods: [{ type: 'PASSWORD', active }] };
    const { status } = await asked(this.url, 'PUT', path, body, token, { 'if-match': etag });
    if (status !== 200) throw new Error(`PASSWORD could not be switched: ${status}`);
  }
}

/** Everything that the page's dialog has told so far. */
export const toldBy = (page: Page): Promise<readonly unknown[]> => page.evaluate('told');
