import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { connect } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { TestService } from './service.js';
import { serve } from './service.js';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Record<string, unknown>;
}

const get = async (url: string, headers: Record<string, string> = {}): Promise<Answer> => {
  const answer = await fetch(url, { headers });
  const text = await answer.text();
  const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : { text };
  return { status: answer.status, headers: answer.headers, json };
};

/** Sends bytes as they are and answers what came back until the other side closed. */
const raw = (url: string, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });

describe('an answer', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await serve();
  });
  afterAll(() => service.stop());

  it('carries an id of its own for every request, whatever the client suggests', async () => {
    const suggested = randomUUID();
    const [first, second] = await Promise.all(
      [1, 2].map(() => get(`${service.url}/blue/people/1`, { 'x-request-id': suggested })),
    );
    const ids = [first, second].map((answer) => answer?.headers.get('x-request-id'));
    expect(new Set([...ids, suggested]).size).toBe(3);
  });

  it('is not kept, not guessed at, and does not say what made it', async () => {
    const { headers } = await get(`${service.url}/blue/people/1`);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('server')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it('may be a page with headers of its own', async () => {
    const { headers, json } = await get(`${service.url}/blue/page`);
    expect(json).toEqual({ text: '<h1>page</h1>' });
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('cache-control')).toBe('max-age=60');
  });

  it('may have no body', async () => {
    const answer = await fetch(`${service.url}/blue/echo`, { method: 'DELETE' });
    expect([answer.status, await answer.text()]).toEqual([204, '']);
  });

  it('of a controller that knows no Reply goes out as Nest sends it, in the same headers', async () => {
    const { status, headers, json } = await get(`${service.url}/blue/plain`);
    expect([status, json, headers.get('cache-control')]).toEqual([
      200,
      { plain: true },
      'no-store',
    ]);
  });
});

describe('what goes wrong before a controller is said in the dialect of the path', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await serve();
  });
  afterAll(() => service.stop());

  it.each([
    ['an unknown route', '/blue/nothing', 404, 'blue', 'not_found'],
    ['an unknown route of another', '/red/nothing?x=1', 404, 'red', 'not_found'],
    ['a path that cannot be decoded', '/blue/%zz', 400, 'blue', 'invalid_request'],
    [
      'a parameter that is too long',
      `/blue/people/${'x'.repeat(200)}`,
      400,
      'blue',
      'invalid_request',
    ],
    ['a dependency that is away', '/red/gone', 503, 'red', 'temporarily_overloaded'],
    ['an error nobody expected', '/red/broken', 500, 'red', 'internal_error'],
  ])('%s', async (_what, path, status, voice, code) => {
    const answer = await get(service.url + path);
    expect(answer).toMatchObject({ status, json: { voice, code } });
    expect(answer.json['requestId']).toBe(answer.headers.get('x-request-id'));
    expect(answer.json['path']).toBe(path.split('?')[0]?.replace(/x{200}/u, 'x'.repeat(200)));
  });

  it('by the route, not by the spelling of its path', async () => {
    const answer = await get(`${service.url}/%62lue/people/${encodeURIComponent('ä')}`);
    expect(answer).toMatchObject({ status: 200, json: { id: 'ä' } });
    expect(await get(`${service.url}/%72ed/gone`)).toMatchObject({ json: { voice: 'red' } });
  });

  it('as problem details where the path is nobody’s', async () => {
    const { status, headers, json } = await get(`${service.url}/nothing`);
    expect([status, json['code']]).toEqual([404, 'not_found']);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/u);
  });

  it('ASVS-16.5.1: an unexpected error says nothing about itself', async () => {
    const { json } = await get(`${service.url}/red/broken`);
    expect(Object.keys(json).sort()).toEqual(['code', 'path', 'requestId', 'voice']);
  });

  it.each([
    ['a request line that cannot be read', 'GET /blue/x HTTP/9.9\r\n\r\n'],
    ['a header that cannot be read', 'GET /blue/x HTTP/1.1\r\nhost: a\r\nbad header\r\n\r\n'],
    [
      'two lengths',
      'POST /blue/echo HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n',
    ],
    [
      'headers that are too long',
      `GET /blue/x HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`,
    ],
  ])('even %s', async (_what, bytes) => {
    const answer = await raw(service.url, bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/u);
    expect(answer).toMatch(/connection: close\r\n/u);
    expect(answer).toContain('"voice":"blue","code":"invalid_request"');
  });
});

describe('internal routes with a port of their own', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await serve({ internalPort: 0 });
  });
  afterAll(() => service.stop());

  it.each([
    ['/internal/v1/thing', 404, 200],
    ['/%69nternal/v1/thing', 404, 200],
    ['/metrics', 404, 200],
    ['/blue/people/1', 200, 404],
    ['/health/live', 200, 200],
    ['/health/ready', 200, 200],
    ['/nothing', 404, 404],
  ])('%s is %i outside and %i inside', async (path, outside, inside) => {
    expect((await get(service.url + path)).status).toBe(outside);
    expect((await get(service.internalUrl + path)).status).toBe(inside);
  });

  it('are told apart by the door, whatever the Host header says', async () => {
    const status = await new Promise((resolve) => {
      const headers = { host: `127.0.0.1:${String(service.internalPort)}` };
      const sent = request(`${service.url}/internal/v1/thing`, { headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      sent.end();
    });
    expect(status).toBe(404);
  });
});

describe('internal routes without a port of their own', () => {
  it('are on the one port', async () => {
    const service = await serve();
    expect((await get(`${service.url}/internal/v1/thing`)).status).toBe(200);
    expect((await get(`${service.url}/metrics`)).status).toBe(200);
    await service.stop();
  });
});

describe('NIST-3.1.1.2-chan: plain HTTP behind a proxy', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await serve({ trustedProxies: 1, internalPort: 0 });
  });
  afterAll(() => service.stop());

  const through = (proto: string | undefined): Promise<Answer> =>
    get(`${service.url}/blue/people/1`, {
      'x-forwarded-for': '203.0.113.7',
      ...(proto === undefined ? {} : { 'x-forwarded-proto': proto }),
    });

  it.each(['http', 'HTTP', 'https, http', 'ws', ''])(
    'marked "%s" is refused, not redirected',
    async (proto) => {
      expect(await through(proto)).toMatchObject({
        status: 403,
        json: { voice: 'blue', code: 'forbidden', reason: 'plain_http' },
      });
    },
  );

  it('not marked at all is refused', async () => {
    expect((await through(undefined)).status).toBe(403);
  });

  it.each(['https', 'HTTPS', 'http, https'])(
    'marked "%s" by the proxy passes, with HSTS',
    async (proto) => {
      const { status, headers } = await through(proto);
      expect(status).toBe(200);
      expect(headers.get('strict-transport-security')).toBe('max-age=63072000; includeSubDomains');
    },
  );

  it('of somebody on this machine, without a proxy, passes', async () => {
    expect((await get(`${service.url}/blue/people/1`)).status).toBe(200);
  });

  it('is no question for probes, and on the internal port only where a proxy says so', async () => {
    const plain = { 'x-forwarded-proto': 'http', 'x-forwarded-for': '203.0.113.7' };
    expect((await get(`${service.url}/health/live`, plain)).status).toBe(200);
    expect((await get(`${service.internalUrl}/internal/v1/thing`)).status).toBe(200);
    expect((await get(`${service.internalUrl}/internal/v1/thing`, plain)).status).toBe(403);
  });

  it('is nobody’s business where no proxy is trusted', async () => {
    const direct = await serve();
    const marked = { 'x-forwarded-proto': 'http' };
    expect((await get(`${direct.url}/blue/people/1`, marked)).status).toBe(200);
    await direct.stop();
  });
});

describe('F07: a client that does not get on is cut off', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await serve({ internalPort: 0, limits: { headers: 100, request: 200, look: 20 } });
  });
  afterAll(() => service.stop());

  const HEADERS = 'GET /blue/people/1 HTTP/1.1\r\nhost: a\r\n';
  const BODY =
    'POST /blue/echo HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{';

  it('when it never ends its headers, on both ports', async () => {
    expect(await raw(service.url, HEADERS)).toMatch(/^HTTP\/1\.1 408 /u);
    expect(await raw(service.internalUrl, HEADERS)).toMatch(/^HTTP\/1\.1 408 /u);
  });

  it('when it never ends its body', async () => {
    expect(await raw(service.url, BODY)).toMatch(/^HTTP\/1\.1 408 /u);
  });
});
