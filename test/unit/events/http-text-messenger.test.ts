import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, describe, expect, it } from '@jest/globals';

import { HttpTextMessenger } from '#libs/events';
import { Secret } from '#libs/identity';
import { Egress } from '#libs/platform';

const MESSAGE = { messageId: 'reset-1-1-1', to: '+4917604069001', text: '123456 is your code' };

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function gateway(status: number, egress = new Egress({ allowPrivate: true })) {
  const asked: { token: string | undefined; body: unknown }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push({ token: request.headers.authorization, body: JSON.parse(body) });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  closing.push(() => {
    egress.close();
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/messages`;
  const token = new Secret('a token of the gateway');
  return { asked, messenger: new HttpTextMessenger({ url, token, egress }) };
}

describe('text messages', () => {
  it('are handed to the gateway as JSON, under our token', async () => {
    const { asked, messenger } = await gateway(202);
    await messenger.send(MESSAGE);
    const { messageId: id, to, text } = MESSAGE;
    expect(asked).toEqual([{ token: 'Bearer a token of the gateway', body: { id, to, text } }]);
  });

  it.each([
    [500, false],
    [302, false],
    [422, true],
  ])('that are answered %i are not sent; the recipient is refused: %s', async (status, refused) => {
    const { messenger } = await gateway(status);
    await expect(messenger.send(MESSAGE)).rejects.toMatchObject({ recipientRefused: refused });
  });

  it('go to no address that the egress guard does not let out, and say no number', async () => {
    const { asked, messenger } = await gateway(202, new Egress());
    await expect(messenger.send(MESSAGE)).rejects.toThrow('sms gateway did not answer');
    expect(asked).toEqual([]);
  });
});
