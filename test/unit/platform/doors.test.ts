import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { changeIds, fetchJson, randomBytes, systemClock } from '#libs/platform';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const json =
  (body: string, type = 'application/json', status = 200): Handler =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': type }).end(body);

const ROUTES: Readonly<Record<string, Handler>> = {
  '/fine': json('{"keys":[]}'),
  '/jwks': json('{"keys":[]}', 'application/jwk-set+json; charset=utf-8'),
  '/missing': json('{"keys":["Canary-4711"]}', 'application/json', 404),
  '/empty': json('', 'application/json', 204),
  '/page': json('<html>Canary-4711</html>', 'text/html'),
  '/broken': json('{"keys":["Canary-4711"'),
  '/long': json(`{"keys":"${'x'.repeat(2000)}"}`),
  '/moved': (_request, response) => void response.writeHead(302, { location: '/fine' }).end(),
  '/silent': () => undefined,
  '/trickle': (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).write('{');
  },
};

describe('the one door out', () => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    server = createServer((request, response) => ROUTES[request.url ?? '']?.(request, response));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const ask = (path: string, timeoutMs = 5000): Promise<unknown> =>
    fetchJson(url + path, { timeoutMs, maximumBytes: 1000 });

  it.each(['/fine', '/jwks'])('brings %s', async (path) => {
    expect(await ask(path)).toEqual({ keys: [] });
  });

  it.each([
    ['/missing', 'answered 404'],
    ['/empty', 'answered 204'],
    ['/page', 'did not answer JSON'],
    ['/broken', 'answered something that is not JSON'],
    ['/long', 'answered more than 1000 bytes'],
    ['/moved', 'fetch failed'],
  ])('does not take %s, and does not repeat it', async (path, message) => {
    await expect(ask(path)).rejects.toThrow(message);
    await expect(ask(path)).rejects.not.toThrow('Canary');
  });

  it.each(['/silent', '/trickle'])('does not wait for %s', async (path) => {
    await expect(ask(path, 50)).rejects.toThrow('timeout');
  });
});

it('the clock goes', () => {
  expect(systemClock.now()).toBeInstanceOf(Date);
});

it('change ids are unique, and their random part is not counted up', () => {
  const ids = Array.from({ length: 1000 }, () => changeIds.next());
  expect(new Set(ids).size).toBe(1000);
  expect(new Set(ids.map((id) => id.slice(-12))).size).toBe(1000);
});

it('random bytes are as many as asked for', () => {
  expect(randomBytes(32)).toHaveLength(32);
  expect(randomBytes(32).equals(randomBytes(32))).toBe(false);
});
