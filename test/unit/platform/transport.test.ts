import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { TestService } from './service.js';
import { serve } from './service.js';
import type { Answer } from './talk.js';
import { get, raw } from './talk.js';

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
