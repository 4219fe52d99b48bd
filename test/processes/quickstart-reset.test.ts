import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { QuickstartProcess } from '../support/quickstart.js';
import { asked, openFolder, startQuickstart } from '../support/quickstart.js';
import { eventually } from '../support/eventually.js';

const NEXT = 'An entirely new passphrase 7';

interface Received {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

describe('quickstart: a forgotten password', () => {
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

  const step = async (name: string, body: object): Promise<Record<string, string>> => {
    const path = `/users-srv/resetpassword/${name}`;
    const answer = await asked(quickstart.url, 'POST', path, body);
    expect(answer).toMatchObject({ status: 200, body: { success: true } });
    return (answer.body as { data: Record<string, string> }).data;
  };
  const mailTo = async (to: string, subject: string | RegExp): Promise<Received> => {
    let found: Received | undefined;
    await eventually(async () => {
      const { body } = await asked(quickstart.url, 'GET', '/mailbox.json');
      found = (body as Received[]).find((mail) => mail.to === to && mail.subject.match(subject));
      expect(found).toBeDefined();
    });
    if (!found) throw new Error('no mail');
    return found;
  };
  const codeIn = ({ text }: Received): string => /\b\d{8}\b/.exec(text)?.[0] ?? 'none';

  it('is reset by alice with a code by mail and a second one by telephone', async () => {
    const mail = 'muster.mannheim1test@gmail.com';
    const { rprq = '' } = await step('initiate', {
      email: mail,
      resetMedium: 'EMAIL',
      processingType: 'CODE',
    });
    const first = codeIn(await mailTo(mail, /^Reset/));
    expect(await step('validatecode', { resetRequestId: rprq, code: first })).toEqual({
      next: 'SMS',
      resetRequestId: rprq,
    });
    const second = codeIn(await mailTo('+4917604069001', 'Text message'));
    const { exchangeId } = await step('validatecode', { resetRequestId: rprq, code: second });
    const accepted = { resetRequestId: rprq, exchangeId, password: NEXT, confirmPassword: NEXT };
    expect(await step('accept', accepted)).toEqual({ reseted: true });
    await mailTo(mail, /was reset$/);
  }, 60_000);

  it('is reset by frida, found by her national number, with one code', async () => {
    const { rprq = '' } = await step('initiate', {
      tenant: 'crm',
      mobile: '7411639213',
      resetMedium: 'EMAIL',
      processingType: 'CODE',
    });
    const code = codeIn(await mailTo('frida@example.com', /^Reset/));
    const { exchangeId } = await step('validatecode', { resetRequestId: rprq, code });
    const accepted = { resetRequestId: rprq, exchangeId, password: NEXT, confirmPassword: NEXT };
    expect(await step('accept', accepted)).toEqual({ reseted: true });
  }, 60_000);
});
