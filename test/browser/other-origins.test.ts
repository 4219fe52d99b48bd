import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { violations } from '../support/accessibility.js';
import { inBrowser } from '../support/browser.js';
import { CALM, DemoPages, toldBy } from '../support/demo-pages.js';
import { demoToken } from '../support/quickstart.js';

interface Request {
  readonly method: string;
  readonly url: string;
  readonly token?: string;
  readonly body?: object;
}

/** As far as it is used here; this project's types know no browser. */
declare const XMLHttpRequest: new () => {
  readonly status: number;
  readonly responseText: string;
  onloadend: () => void;
  open(method: string, url: string): void;
  setRequestHeader(name: string, value: string): void;
  getResponseHeader(name: string): string | null;
  send(body: string | null): void;
};

/** Runs in the page: what a script there gets to see; status 0 means nothing at all. */
const send = ({ method, url, token, body }: Request) =>
  new Promise<{ status: number; body: string; challenge: string | null }>((resolve) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.setRequestHeader('content-type', 'application/json');
    request.setRequestHeader('acceptlanguage', 'en');
    request.setRequestHeader('requestId', '1');
    if (token !== undefined) request.setRequestHeader('authorization', `Bearer ${token}`);
    request.onloadend = () =>
      resolve({
        status: request.status,
        body: request.responseText,
        challenge: request.status === 0 ? null : request.getResponseHeader('www-authenticate'),
      });
    request.send(body === undefined ? null : JSON.stringify(body));
  });

const CHANGE = {
  old_password: 'Test1234%',
  new_password: 'Test12345$',
  confirm_password: 'Test12345$',
};

inBrowser('a page of another origin', () => {
  let demo: DemoPages;
  let pages: Server;

  beforeAll(async () => {
    demo = await DemoPages.open();
    pages = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(`<!doctype html><html lang="de" dir="rtl"><title>a shop</title><body>
        <script type="module" src="${demo.url}/ui/latchkey-password.js"></script>
        <latchkey-password></latchkey-password>`);
    });
    await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
  }, 240_000);
  afterAll(async () => {
    pages.close();
    await demo.close();
  });

  const pageOn = async (host: string): Promise<Page> => {
    const page = await demo.page();
    await page.goto(`http://${host}:${String((pages.address() as AddressInfo).port)}/`);
    return page;
  };
  const from = async (page: Page, method: string, path: string, token?: string, body?: object) => {
    const url = `${demo.url}${path}`;
    const given = { method, url, ...(token && { token }), ...(body && { body }) };
    const answer = await page.evaluate(send, given);
    const json: unknown = answer.body === '' ? undefined : JSON.parse(answer.body);
    return { ...answer, json };
  };

  it('drives native and account-v3, and reads what is refused as JSON', async () => {
    const page = await pageOn('127.0.0.1');
    const { token } = await demoToken(demo.url, { user: 'alice' });

    const unknown = await from(page, 'PUT', '/password-srv/password', undefined, CHANGE);
    expect(unknown).toMatchObject({ status: 401, json: { error: { error: 'invalid_token' } } });
    expect(unknown.challenge).toBe('Bearer realm="latchkey"');
    const list = await from(page, 'GET', '/verification-srv/config/list', token);
    expect(list).toMatchObject({ status: 200, json: expect.any(Array) });
    const configured = '/verification-srv/v2/setup/users/configured/list';
    expect(await from(page, 'POST', configured, token)).toMatchObject({ status: 200 });

    const guess = { ...CHANGE, old_password: 'not it at all' };
    expect(await from(page, 'PUT', '/password-srv/password', token, guess)).toMatchObject({
      status: 400,
      json: { error: { error: 'invalid_current_password' } },
    });
    const big = { ...CHANGE, sub: 'x'.repeat(20_000) };
    expect(await from(page, 'PUT', '/password-srv/password', token, big)).toMatchObject({
      status: 413,
      json: { error: { error: 'body_too_large' } },
    });
    const changed = await from(page, 'PUT', '/password-srv/password', token, CHANGE);
    expect(changed).toMatchObject({ status: 200, json: { success: true } });

    const path = '/v3/account/password/change';
    expect(await from(page, 'PUT', path, token)).toMatchObject({
      status: 200,
      json: { screen: 'change-password' },
    });
    const empty = { currentPassword: '', newPassword: 'Test1234%' };
    expect(await from(page, 'POST', path, token, empty)).toMatchObject({
      status: 400,
      json: { validation: 'required', field: 'currentPassword' },
    });
    await page.context().close();
  }, 120_000);

  it('that nobody has registered gets no answer at all, and changes nothing', async () => {
    const page = await pageOn('unregistered.localhost');
    const { token } = await demoToken(demo.url, { user: 'dora' });
    const wish = { ...CHANGE, old_password: 'Quiet-harbour-58' };
    const answer = await from(page, 'PUT', '/password-srv/password', token, wish);
    expect(answer).toMatchObject({ status: 0, body: '' });
    expect(await from(page, 'GET', '/verification-srv/config/list', token)).toMatchObject({
      status: 0,
    });
    await page.context().close();

    const registered = await pageOn('127.0.0.1');
    const same = await from(registered, 'PUT', '/password-srv/password', token, wish);
    expect(same).toMatchObject({ status: 200 });
    await registered.context().close();
  }, 120_000);

  it('shows the dialog, and brings the token; German, from right to left', async () => {
    const page = await pageOn('127.0.0.1');
    const { token } = await demoToken(demo.url, { user: 'carol' });
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
});
