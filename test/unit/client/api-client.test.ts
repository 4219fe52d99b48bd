import { describe, expect, it } from '@jest/globals';

import { ApiClient, newIdempotencyKey } from '#libs/client';
import type { Routes } from '#libs/client';

interface Sent {
  readonly url: string;
  readonly init: RequestInit | undefined;
}

/** A network of one answer, which remembers what it was asked. */
function network(answer: () => Response): { sent: Sent[]; fetch: typeof fetch } {
  const sent: Sent[] = [];
  return {
    sent,
    fetch: (url, init) => {
      sent.push({ url: String(url), init });
      return Promise.resolve(answer());
    },
  };
}

const json = (status: number, body: object, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });

const clientOf = (answer: () => Response) => {
  const { sent, fetch } = network(answer);
  const base = 'https://id.example.com/auth/';
  const api = new ApiClient<Routes>({ base, token: () => 'T', language: () => 'de', fetch });
  return { sent, api };
};

describe('the client', () => {
  it('puts the path behind its base, and the token into the header it belongs to', async () => {
    const { sent, api } = clientOf(() => json(200, { action: 'set' }, { etag: '"1"' }));
    const answer = await api.send('GET /password-srv/requirements', { query: { a: 'b c' } });
    expect(answer).toEqual({ kind: 'ok', status: 200, body: { action: 'set' }, etag: '"1"' });
    expect(sent[0]?.url).toBe('https://id.example.com/auth/password-srv/requirements?a=b+c');
    const { headers, method, body, credentials } = sent[0]?.init ?? {};
    expect(headers).toEqual({ authorization: 'Bearer T', 'accept-language': 'de' });
    expect({ method, body, credentials }).toEqual({ method: 'GET', credentials: 'same-origin' });
  });

  it.each([
    ['problem details', { code: 'forbidden', title: 'x' }, 'forbidden'],
    ['native', { success: false, error: { error: 'no_password_set', code: 'PWD_4041' } }, ''],
    ['account-v3', { error: 'invalid_current_password' }, 'invalid_current_password'],
    ['account-v3 validation', { validation: 'invalid', requirements: [] }, 'invalid'],
    ['account-v3 state', { state: 'unauthenticated', reason: 'expired' }, 'expired'],
    ['nobody', {}, ''],
  ])('finds the word of a refusal of %s', async (_name, body, word) => {
    const { api } = clientOf(() => json(422, body, { 'retry-after': '7' }));
    const answer = await api.send('GET /password-srv/requirements');
    const code = 'error' in body && typeof body.error === 'object' ? 'no_password_set' : word;
    expect(answer).toMatchObject({ kind: 'refused', status: 422, code, retryAfterSeconds: 7 });
  });

  it('reads what a step-up asks for', async () => {
    const challenge =
      'Bearer realm="latchkey", error="insufficient_user_authentication", max_age=600, acr_values="mfa"';
    const { api } = clientOf(() => json(401, {}, { 'www-authenticate': challenge }));
    expect(await api.send('GET /password-srv/requirements')).toMatchObject({
      challenge: { maxAge: 600, acrValues: 'mfa' },
    });
  });

  it('tells a lost connection from a refusal', async () => {
    const failing = () => Promise.reject(new TypeError('failed to fetch'));
    const api = new ApiClient<Routes>({ base: 'https://x.example', fetch: failing });
    expect(await api.send('GET /password-srv/policy')).toEqual({ kind: 'unreachable' });
  });

  it('reads a page of a proxy as a refusal without a word', async () => {
    const { api } = clientOf(() => new Response('<html>', { status: 502 }));
    expect(await api.send('GET /password-srv/policy')).toMatchObject({ status: 502, code: '' });
  });
});

describe('an idempotency key', () => {
  it('is of a length that every change accepts, and never the same', () => {
    const keys = new Set(Array.from({ length: 100 }, newIdempotencyKey));
    expect(keys.size).toBe(100);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
  });
});
