import { createServer, type Server, type Socket } from 'node:net';

import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { SmtpMailer } from '#libs/events';
import { type Mail, MessageNotSent } from '#libs/notifications';

import { headersOf, SmtpHouse } from './smtp-house.js';

const FROM = 'Latchkey <no-reply@latchkey.example>';

const mail: Mail = {
  messageId: '0b6e31a4-1f5c-4b43-8f3f-6a1b4dfd1c11',
  to: 'anna@example.org',
  subject: 'Your password for Haus Ä was changed',
  text: 'Your password for Haus Ä was changed.\n\n.\nFrom: 203.0.113.7\n',
};

let house: SmtpHouse;
let port: number;

beforeEach(async () => {
  house = new SmtpHouse();
  port = await house.open();
});

afterEach(() => house.close());

const mailer = (options: { port?: number; query?: string } = {}): SmtpMailer =>
  new SmtpMailer({
    url: `smtp://127.0.0.1:${options.port ?? port}${options.query ?? ''}`,
    from: FROM,
    silenceMs: 500,
  });

const failureOf = async (sending: Promise<void>): Promise<MessageNotSent> => {
  const error: unknown = await sending.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof MessageNotSent))
    throw new Error(`expected a MessageNotSent, got ${error}`);
  return error;
};

describe('a mail over SMTP', () => {
  it('arrives at its one recipient, from the configured sender', async () => {
    await mailer().send(mail);
    expect(house.taken).toHaveLength(1);
    const [taken] = house.taken;
    expect(taken).toMatchObject({ from: 'no-reply@latchkey.example', to: ['anna@example.org'] });
    const headers = headersOf(taken?.source ?? '');
    expect(headers.get('from')).toEqual([FROM]);
    expect(headers.get('to')).toEqual(['anna@example.org']);
    expect(headers.get('auto-submitted')).toEqual(['auto-generated']);
    expect(headers.get('subject')?.[0]).toMatch(/^=\?UTF-8\?[BQ]\?.*\?=$/);
  });

  it('carries a message id that is the same for every try', async () => {
    await mailer().send(mail);
    await mailer().send(mail);
    const ids = house.taken.map(({ source }) => headersOf(source).get('message-id'));
    expect(ids).toEqual([
      ['<0b6e31a4-1f5c-4b43-8f3f-6a1b4dfd1c11@latchkey.example>'],
      ['<0b6e31a4-1f5c-4b43-8f3f-6a1b4dfd1c11@latchkey.example>'],
    ]);
  });

  it('is not cut at a lone dot', async () => {
    await mailer().send(mail);
    expect(house.taken[0]?.source).toMatch(/203\.0\.113\.7/);
  });

  it.each([
    ['subject', { subject: 'Hello\r\nBcc: eve@evil.example\r\n\r\nbody' }],
    ['message id', { messageId: 'x\r\nBcc: eve@evil.example' }],
  ])('has no header of its own making from a hostile %s', async (_, hostile) => {
    await mailer().send({ ...mail, ...hostile });
    const headers = headersOf(house.taken[0]?.source ?? '');
    expect(headers.has('bcc')).toBe(false);
    expect(house.taken[0]?.to).toEqual(['anna@example.org']);
  });

  it.each([
    'anna@example.org, eve@evil.example',
    'anna@example.org>\r\nRCPT TO:<eve@evil.example',
    'Eve <eve@evil.example>, anna@example.org',
  ])('never reaches a second recipient through its address: %j', async (to) => {
    await mailer()
      .send({ ...mail, to })
      .catch(() => undefined);
    const recipients = house.taken.flatMap((taken) => taken.to);
    expect(recipients.length).toBeLessThanOrEqual(1);
    expect(recipients).not.toContain('eve@evil.example');
  });

  it('reads no file and no URL that a text may name', async () => {
    const path = { path: '/etc/hostname' } as unknown as string;
    expect(await failureOf(mailer().send({ ...mail, text: path }))).toBeInstanceOf(MessageNotSent);
    expect(house.taken).toEqual([]);
  });
});

describe('a mail that is not taken', () => {
  it.each([
    ['a mailbox that does not exist', { rcpt: 550 }, true],
    ['greylisting', { rcpt: 451 }, false],
    ['a sender that may not send', { mail: 553 }, false],
    ['a content filter', { data: 554 }, false],
    ['a full disk', { data: 452 }, false],
  ])('tells apart %s', async (_, refusing, recipientRefused) => {
    house.refusing = refusing;
    expect(await failureOf(mailer().send(mail))).toMatchObject({ recipientRefused });
  });

  it('gives a reason without addresses and without what the server said', async () => {
    house.refusing = { rcpt: 550 };
    const { reason, message } = await failureOf(mailer().send(mail));
    expect(reason).toBe('smtp EENVELOPE RCPT TO 550');
    expect(reason + message).not.toMatch(/anna|example|not here/);
  });

  it('is reported when nobody listens', async () => {
    await house.close();
    expect((await failureOf(mailer().send(mail))).reason).toMatch(/^smtp E/);
  });

  it('is reported when STARTTLS is insisted on and not offered', async () => {
    const { recipientRefused } = await failureOf(mailer({ query: '/?requireTLS=true' }).send(mail));
    expect(recipientRefused).toBe(false);
    expect(house.taken).toEqual([]);
  });

  it('is reported when the server offers STARTTLS with a certificate that nobody vouches for', async () => {
    // The server warns of its test certificate, which is what is tested.
    const warned = jest.spyOn(console, 'error').mockReturnValue();
    const offering = new SmtpHouse({ hideSTARTTLS: false });
    const offeringPort = await offering.open();
    try {
      await failureOf(mailer({ port: offeringPort }).send(mail));
      expect(offering.taken).toEqual([]);
      await mailer({ port: offeringPort, query: '/?tls.rejectUnauthorized=false' }).send(mail);
      expect(offering.taken).toMatchObject([{ secure: true }]);
    } finally {
      await offering.close();
      warned.mockRestore();
    }
  });

  describe('by a server that never says a word', () => {
    let silent: Server;
    const sockets: Socket[] = [];

    beforeEach(async () => {
      silent = createServer((socket) => sockets.push(socket));
      await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
    });

    afterEach(async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => silent.close(closed));
    });

    it('is reported instead of waited for', async () => {
      const address = silent.address();
      if (address === null || typeof address === 'string') throw new Error('no port');
      const { reason } = await failureOf(mailer({ port: address.port }).send(mail));
      expect(reason).toMatch(/ETIMEDOUT/);
    });
  });
});

describe('the sender of mails', () => {
  it('is refused when it has no address', () => {
    expect(() => new SmtpMailer({ url: 'smtp://127.0.0.1', from: 'Latchkey' })).toThrow(RangeError);
  });
});
