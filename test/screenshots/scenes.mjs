import { openDialog, signedIn, typed } from './visitor.mjs';

const ALICE = ['alice', 'Test1234%'];
const CHANGE = '**/v3/account/password/change';

const json = (status, body) => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(body),
});

/** Somebody who has typed both passwords. */
async function filled(page, base, next = 'three calm harbours') {
  await signedIn(page, base, ...ALICE);
  await openDialog(page, base);
  await typed(page, 'current-password', 'Test1234%');
  await typed(page, 'new-password', next);
  await page.locator('.strength p').filter({ hasText: /\S/ }).waitFor();
  await page.waitForTimeout(1200);
}

/** The dialog after an answer that is hard to come by. */
const answered = (status, body) => async (page, base) => {
  await page.route(CHANGE, (route) => route.fulfill(json(status, body)));
  await filled(page, base);
  await page.locator('[part=update-password]').click();
  await page.waitForTimeout(300);
};

/** A page of the console, as dora sees it. */
const consoleAt = (view) => async (page, base) => {
  await signedIn(page, base, 'dora', 'Quiet-harbour-58');
  await page.goto(`${base}/console#${view}`);
  await page.locator('latchkey-console h1').waitFor();
  await page.locator('.waiting').first().waitFor({ state: 'detached' });
};

/** What two weeks of sign-ins come to. */
const FORECAST = {
  policy: { format: 1, preset: 'pci-dss-4', rules: {} },
  forecast: {
    since: '2026-03-02T08:00:00.000Z',
    seen: 2840,
    would_fail: 711,
    share: 0.25,
    violations: { too_short: 590, missing_class: 204 },
    days: Array.from({ length: 14 }, (_, day) => ({
      day: `2026-03-${String(day + 2).padStart(2, '0')}`,
      seen: 180 + 40 * ((day * 3) % 5),
      would_fail: 70 - 3 * day,
    })),
    text: '',
  },
};

/** A page of the console for somebody who may not see it, or cannot yet. */
const consoleBehind = (user, password, route, answer) => async (page, base) => {
  await signedIn(page, base, user, password);
  await page.route(route, answer);
  await page.goto(`${base}/console#multifactor`);
  await page.locator('latchkey-console h1').waitFor();
};

/** A scene is a page in one state: what has to be done to see it. */
export const SCENES = {
  start: (page, base) => page.goto(`${base}/`),
  profile: (page, base) => page.goto(`${base}/profile`),
  'profile-sign-in': async (page, base) => {
    await page.goto(`${base}/profile`);
    await page.locator('.person').first().click();
  },
  'profile-code': async (page, base) => {
    await page.goto(`${base}/profile`);
    await page.locator('.person').nth(1).click();
    await page.locator('.stack .primary').click();
    await page.locator('#demo-code').waitFor();
  },
  account: async (page, base) => {
    await signedIn(page, base, ...ALICE);
    await page.goto(`${base}/profile`);
    await page.locator('latchkey-methods li').first().waitFor();
  },
  edit: async (page, base) => {
    await signedIn(page, base, ...ALICE);
    await page.goto(`${base}/profile`);
    await page.locator('.person-card .primary').click();
  },
  dialog: async (page, base) => {
    await signedIn(page, base, ...ALICE);
    await openDialog(page, base);
    await page.locator('#current-password').waitFor();
  },
  'dialog-typed': filled,
  'dialog-unmet': (page, base) => filled(page, base, 'alice'),
  'dialog-breached': answered(422, {
    validation: 'invalid',
    error: 'password_breached',
    requirements: [{ code: 'breached' }],
  }),
  'dialog-wrong': answered(400, { error: 'invalid_current_password' }),
  'dialog-loading': async (page, base) => {
    await page.route(CHANGE, () => undefined);
    await filled(page, base);
    await page.locator('[part=update-password]').click();
  },
  'dialog-restricted': answered(405, { error: 'password_not_enabled', message: '' }),
  'dialog-step-up': async (page, base) => {
    await signedIn(page, base, 'dora');
    await page.route('**/password-srv/requirements', async (route) => {
      const answer = await (await route.fetch()).json();
      await route.fulfill(json(200, { ...answer, proof: ['second_factor'] }));
    });
    await openDialog(page, base);
    await page.locator('[part=message]').waitFor();
  },
  'dialog-unauthenticated': async (page, base) => {
    await page.goto(`${base}/profile`);
    await page.locator('.intro .link-button').click();
    await page.locator('[part=message]').waitFor();
  },
  'dialog-set': async (page, base) => {
    await signedIn(page, base, 'bob');
    await openDialog(page, base);
    await page.locator('#again-password').waitFor();
  },
  reset: (page, base) => page.goto(`${base}/reset`),
  'reset-sent': async (page, base) => {
    await page.goto(`${base}/reset`);
    await typed(page, 'name', 'nobody@example.com');
    await page.locator('.primary').click();
    await page.locator('.sign').waitFor();
  },
  'reset-code': async (page, base) => {
    await page.goto(`${base}/reset`);
    await typed(page, 'name', 'nobody@example.com');
    await page.locator('[value=code]').check();
    await page.locator('.primary').click();
    await typed(page, 'code', '12345678');
    await page.locator('.primary').click();
    await page.locator('.note.danger').waitFor();
  },
  'reset-second-code': async (page, base) => {
    await page.goto(`${base}/reset#resetRequestId=x&next=SMS`);
    await page.locator('#code').waitFor();
  },
  'reset-factor': async (page, base) => {
    await page.goto(`${base}/reset#resetRequestId=x&next=TOTP`);
    await page.locator('.sign').waitFor();
  },
  'reset-password': async (page, base) => {
    await page.goto(`${base}/reset#resetRequestId=x&exchangeId=y`);
    await typed(page, 'new-password', 'three calm harbours');
    await typed(page, 'again-password', 'three calm harbours');
    await page.locator('.strength p').filter({ hasText: /\S/ }).waitFor();
  },
  'reset-done': async (page, base) => {
    await page.goto(`${base}/reset#reseted=true`);
    await page.locator('.sign').waitFor();
  },
  mailbox: (page, base) => page.goto(`${base}/mailbox`),
  console: (page, base) => page.goto(`${base}/console`),
  'console-multifactor': consoleAt('multifactor'),
  'console-policy': consoleAt('policy'),
  'console-policy-group': async (page, base) => {
    await consoleAt('policy')(page, base);
    await typed(page, 'group', 'operators');
    await page.locator('form.chips button').click();
    await page.locator('.row.rule .link-button').first().click();
    await page.locator('latchkey-try-password input').fill('password123');
    await page.locator('latchkey-try-password .verdict .later').first().waitFor();
  },
  'console-policy-shadow': async (page, base) => {
    await page.route('**/settings/policy/shadow', (route) => route.fulfill(json(200, FORECAST)));
    await consoleAt('policy')(page, base);
    await page.locator('.chart').waitFor();
  },
  'console-exemptions': async (page, base) => {
    await consoleAt('exemptions')(page, base);
    if ((await page.locator('tbody tr').count()) > 0) return;
    await typed(page, 'subject', '4838dab3-6d88-4403-8dda-c1486754121a');
    await typed(page, 'owner', 'Head of operations');
    await typed(page, 'until', new Date(Date.now() + 9e9).toISOString().slice(0, 10));
    await typed(page, 'reason', 'At sea without a network until the crew changes.');
    await page.locator('form.fields .primary').click();
    await page.locator('tbody tr').waitFor();
  },
  'console-breach': consoleAt('breach'),
  'console-clients': consoleAt('clients'),
  'console-clients-wrong': async (page, base) => {
    await consoleAt('clients')(page, base);
    await page.locator('textarea').fill('shop.example.com');
    await page.locator('.error').waitFor();
  },
  'console-audit': consoleAt('audit'),
  'console-loading': consoleBehind('dora', 'Quiet-harbour-58', '**/settings/**', () => undefined),
  'console-forbidden': consoleBehind('alice', 'Test1234%', '**/none', () => undefined),
  'console-unreachable': consoleBehind('dora', 'Quiet-harbour-58', '**/settings/**', (route) =>
    route.abort(),
  ),
  'console-conflict': async (page, base) => {
    await consoleAt('multifactor')(page, base);
    await page.route('**/settings/multifactor', (route) =>
      route.request().method() === 'PUT' ? route.fulfill(json(412, {})) : route.continue(),
    );
    await page.locator('[role=switch]').last().click();
    await page.locator('.bar .primary').click();
    await page.locator('.note.warn').waitFor();
  },
};
