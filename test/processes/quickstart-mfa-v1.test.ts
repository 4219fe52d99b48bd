import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';

import type { QuickstartProcess } from '../support/quickstart.js';
import { asked, demoToken, openFolder, startQuickstart } from '../support/quickstart.js';
import { eventually } from '../support/eventually.js';

const FIRST = 'Initial-passphrase-1';
const NEXT = 'An entirely new passphrase 7';
const WHO = {
  ...{ deviceId: '1234', brand: 'SOLAPIPOCNEW' },
  ...{ identifierType: 'MOBILE', identifierValue: '7411639213' },
};
const SUCCESS = { status: { success: true, code: 200, message: 'SUCCESS' } };

describe('quickstart: mfa-v1, as frida’s client speaks it', () => {
  let folder: Awaited<ReturnType<typeof openFolder>>;
  let quickstart: QuickstartProcess;

  beforeAll(async () => {
    folder = await openFolder();
    quickstart = await startQuickstart({ folder: `${folder.path}/data` });
  }, 120_000);
  afterAll(async () => {
    await quickstart.stop();
    await folder.remove();
  });

  const post = (path: string, body: object, headers = {}) =>
    asked(quickstart.url, 'POST', path, body, undefined, headers);
  const validate = (password: string) =>
    post('/auth/v1/mfa/password/validate', { ...WHO, password });
  const change = (token: string, password: string, next: string, headers = {}) => {
    const passwords = { password, newPassword: next, confirmPassword: next };
    return post('/auth/v1/mfa/password/change', { ...WHO, ...passwords, token }, headers);
  };

  it('validates, changes once, repeats safely, and is told by mail', async () => {
    expect((await validate('a wrong guess')).status).toBe(400);
    const validated = await validate(FIRST);
    expect(validated).toMatchObject({ status: 200, body: SUCCESS });
    const { token } = validated.body as { token: string };
    const key = { 'idempotency-key': randomUUID() };
    const changed = await change(token, FIRST, NEXT, key);
    expect(changed).toMatchObject({ status: 200, body: SUCCESS });
    expect((await change(token, FIRST, NEXT, key)).body).toEqual(changed.body);
    expect((await change(token, NEXT, FIRST)).status).toBe(401);
    expect((await validate(FIRST)).status).toBe(400);
    expect((await validate(NEXT)).status).toBe(200);
    await eventually(async () => {
      const { body } = await asked(quickstart.url, 'GET', '/mailbox.json');
      const subjects = (body as { to: string; subject: string }[]).filter(
        ({ to }) => to === 'frida@example.com',
      );
      expect(subjects.map(({ subject }) => subject)).toEqual(['Your password for CRM was changed']);
    });
  }, 60_000);

  it('wants a second factor once the tenant does: the login service raises the ticket', async () => {
    const { token: service } = await demoToken(quickstart.url, {
      ...{ user: 'service', scope: 'password:step-up' },
    });
    const { token } = (await validate(NEXT)).body as { token: string };
    const path = '/internal/v1/change-tickets/step-up';
    const body = { tenant: 'crm', ticket: token, method: 'SMS' };
    const raised = await asked(quickstart.url, 'POST', path, body, service);
    expect(raised).toMatchObject({ status: 200, body: { expires_in: 300 } });
    const { token: stronger } = raised.body as { token: string };
    expect(await change(stronger, NEXT, FIRST)).toMatchObject({ status: 200, body: SUCCESS });
  }, 60_000);
});
