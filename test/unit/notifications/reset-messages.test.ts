import { describe, expect, it } from '@jest/globals';

import { Secret } from '#libs/identity';
import type { Mail, ResetMessage, TextMessage } from '#libs/notifications';
import { ResetMessages } from '#libs/notifications';

const mails: Mail[] = [];
const texts: TextMessage[] = [];
const into = <Message>(list: Message[]) => ({
  send: async (message: Message) => void list.push(message),
});
const messages = new ResetMessages(into(mails), into(texts));

const message: ResetMessage = {
  messageId: 'reset-1-1-1',
  to: { type: 'EMAIL', address: 'anna@example.org' },
  tenantName: 'Demo House',
  ip: '203.0.113.7',
  minutes: 10,
  secret: { kind: 'code', text: new Secret('12345678') },
};
const phone = { type: 'SMS', address: '+4917604069001' } as const;

const mailed = async (more: Partial<ResetMessage>): Promise<Mail | undefined> => {
  await messages.send({ ...message, ...more });
  return mails.at(-1);
};
const texted = async (more: Partial<ResetMessage>): Promise<string | undefined> => {
  await messages.send({ ...message, to: phone, ...more });
  return texts.at(-1)?.text;
};

describe('a message of a reset', () => {
  it('speaks the language in which it was asked for, by mail and by telephone', async () => {
    const german = await mailed({ language: 'de' });
    expect(german?.subject).toBe('Neues Passwort für Demo House');
    expect(german?.text).toContain('Ihr Code lautet 12345678');
    expect(german?.text).toContain('von 203.0.113.7');
    expect(german?.text).not.toContain('Your code');
    const english = await mailed({ language: 'en' });
    expect(english?.subject).toBe('Reset your password for Demo House');
    expect(english?.text).not.toContain('Ihr Code');
    expect(await texted({ language: 'de' })).toMatch(/^12345678 ist Ihr Code .* 10 Minuten/);
    expect(await texted({ language: 'en' })).toMatch(/^12345678 is your code .* 10 minutes/);
  });

  it('says it in both where nobody has said which, by telephone in one', async () => {
    const mail = await mailed({});
    expect(mail?.text).toMatch(/Your code is 12345678[^]*\n----\n\nIhr Code lautet 12345678/);
    expect(await texted({})).toMatch(/^12345678 is your code/);
  });

  it('carries a link, and for how long it is good', async () => {
    const secret = { kind: 'link', text: new Secret('https://id.example/reset#code=x') } as const;
    for (const language of ['en', 'de'] as const) {
      const mail = await mailed({ language, secret, minutes: 24 * 60 });
      expect(mail?.text).toContain('\n\nhttps://id.example/reset#code=x\n\n');
      expect(mail?.text).toMatch(/24 (hours|Stunden)/);
    }
  });

  it('fits into two parts of a text message, whatever the tenant is called', async () => {
    for (const language of ['en', 'de'] as const) {
      const text = await texted({ language, tenantName: 'Ein sehr langer Name '.repeat(9) });
      expect(text?.length).toBeLessThanOrEqual(306);
    }
  });

  it('has no header, line or hidden text that a tenant’s name or an address could smuggle in', async () => {
    const tenantName = 'Evil\r\nBcc: all@evil.example\r\n\r\n\u202etxt';
    for (const language of ['en', 'de'] as const) {
      const mail = await mailed({ tenantName, language, ip: '1.2.3.4\r\nX: y' });
      expect(mail?.subject).toMatch(/Evil Bcc: all@evil\.example txt$/);
      expect(mail?.text).not.toMatch(/\r|\u202e|^Bcc:|^X: y/m);
    }
  });

  it.each([
    'anna@example.org\r\nBcc: all@evil.example',
    'anna@example.org, all@evil.example',
    'Anna <anna@example.org>',
    'anna@example.org ',
  ])('reaches no %j', (address) => {
    expect(messages.reaches({ type: 'EMAIL', address })).toBe(false);
    expect(messages.reaches({ type: 'SMS', address: `+49176\r\n${address}` })).toBe(false);
  });
});
