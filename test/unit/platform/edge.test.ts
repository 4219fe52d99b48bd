import { randomUUID } from 'node:crypto';
import { request } from 'node:http';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { TestService } from './service.js';
import { serve } from './service.js';
import { get, raw } from './talk.js';

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
      `/blue/people/${'x'.repeat(2000)}`,
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
    expect(answer.json['path']).toBe(path.split('?')[0]);
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
