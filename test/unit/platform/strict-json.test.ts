import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { request } from 'node:http';

import type { TestService } from './service.js';
import { serve } from './service.js';

let service: TestService;
beforeAll(async () => {
  service = await serve();
});
afterAll(() => service.stop());

const post = async (
  body: string | Uint8Array | undefined,
  headers: Record<string, string> = { 'content-type': 'application/json' },
): Promise<{ status: number; json: Record<string, unknown> }> => {
  const answer = await fetch(`${service.url}/blue/echo`, {
    method: 'POST',
    headers,
    ...(body === undefined
      ? {}
      : { body: typeof body === 'string' ? body : new Blob([new Uint8Array(body)]) }),
  });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
};

const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

describe('a body that is read', () => {
  it.each([
    ['an object', '{"a":{"b":[1,"x",null]}}', { a: { b: [1, 'x', null] } }],
    [
      'the same name in different objects',
      '{"a":{"x":1},"b":{"x":2}}',
      { a: { x: 1 }, b: { x: 2 } },
    ],
    ['the same name in objects of one list', '[{"x":1},{"x":2}]', [{ x: 1 }, { x: 2 }]],
    ['escaped pairs of surrogates', '{"a":"\\ud83d\\ude00"}', { a: '😀' }],
    ['as many levels as there may be', `{"a":${deep(15)}}`, JSON.parse(`{"a":${deep(15)}}`)],
  ])('%s arrives as it was sent', async (_what, body, expected) => {
    expect(await post(body)).toEqual({ status: 200, json: { body: expected } });
  });

  it('is none when it is empty, whatever the content type says', async () => {
    expect(await post('')).toEqual({ status: 200, json: { body: 'none' } });
    expect(await post(undefined, {})).toEqual({ status: 200, json: { body: 'none' } });
  });

  it.each([
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'Application/JSON',
  ])('may be announced as %s', async (type) => {
    expect((await post('{}', { 'content-type': type })).status).toBe(200);
  });
});

describe('R14: a malformed body is 400, names the field and repeats no value', () => {
  it.each([
    ['no JSON', 'canary', 'body'],
    ['half an object', '{"a":"canary"', 'body'],
    ['a trailing comma', '{"a":"canary",}', 'body'],
    ['a comment', '{"a":"canary"}//', 'body'],
    ['two documents', '{"a":"canary"}{}', 'body'],
    ['a name twice', '{"a":"canary","a":"canary"}', 'a'],
    ['a name in both spellings', '{"a":"canary","\\u0061":1}', 'a'],
    ['a name twice deep down', '{"x":[{"y":{"a":"canary","a":2}}]}', 'x[0].y.a'],
    ['NUL in a value', '{"a":{"b":"canary\\u0000"}}', 'a.b'],
    ['NUL in a list', '{"a":["x","canary\\u0000"]}', 'a[1]'],
    ['a lone high surrogate', '{"a":"canary\\ud800"}', 'a'],
    ['a lone low surrogate', '{"a":"\\udc00canary"}', 'a'],
    ['surrogates in the wrong order', '{"a":"\\udc00\\ud800canary"}', 'a'],
    ['NUL in a name', '{"a\\u0000":"canary"}', 'a�'],
    ['half a character in a name', '{"a\\ud800":"canary"}', 'a�'],
    ['a number beyond all numbers', '{"a":1e400,"b":"canary"}', 'a'],
    ['too many levels', `{"a":${deep(16)},"b":"canary"}`, 'body'],
    ['very many levels', deep(8000), 'body'],
  ])('%s', async (_what, body, field) => {
    const { status, json } = await post(body);
    expect(status).toBe(400);
    expect(json).toMatchObject({ code: 'invalid_request', fields: [{ field }] });
    expect(JSON.stringify(json)).not.toContain('canary');
  });

  it('bytes that are not UTF-8', async () => {
    const { status, json } = await post(Buffer.from('{"a":"\xff\xfe"}', 'latin1'));
    expect({ status, fields: json['fields'] }).toEqual({
      status: 400,
      fields: [{ field: 'body', problem: 'is not valid UTF-8' }],
    });
  });
});

describe('R15: a name that every object has already is refused', () => {
  it.each([
    '{"__proto__":{"polluted":1}}',
    '{"a":{"__proto__":{"polluted":1}}}',
    '{"\\u005f_proto__":{"polluted":1}}',
    '{"constructor":{"prototype":{"polluted":1}}}',
    '{"prototype":{"polluted":1}}',
    '{"toString":"x"}',
    '{"hasOwnProperty":"x"}',
  ])('%s', async (body) => {
    expect((await post(body)).status).toBe(400);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('a body of another kind is 415', () => {
  it.each([
    ['text', { 'content-type': 'text/plain' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['another charset', { 'content-type': 'application/json; charset=latin1' }],
    ['a second charset', { 'content-type': 'application/json; charset=utf-8; charset=utf-16' }],
    ['something like JSON', { 'content-type': 'application/jsonx' }],
    ['no type that can be read', { 'content-type': 'json' }],
    ['compressed', { 'content-type': 'application/json', 'content-encoding': 'gzip' }],
  ])('%s', async (_what, headers) => {
    const { status, json } = await post('{"a":1}', headers as Record<string, string>);
    expect({ status, voice: json['voice'] }).toEqual({ status: 415, voice: 'blue' });
  });

  it('or of no kind at all', async () => {
    expect((await post(Buffer.from('{"a":1}'), {})).status).toBe(415);
  });
});

describe('a body over 16 KiB is 413', () => {
  it('although the client is still sending, and says the limit', async () => {
    const { status, json } = await post(`{"a":"${'x'.repeat(1024 * 1024)}"}`);
    expect({ status, limit: json['maximumBytes'] }).toEqual({ status: 413, limit: 16_384 });
  });

  it('at exactly one byte more', async () => {
    const filled = (bytes: number): string => `{"a":"${'x'.repeat(bytes - 8)}"}`;
    expect((await post(filled(16_384))).status).toBe(200);
    expect((await post(filled(16_385))).status).toBe(413);
  });

  it('before the end of a body whose length nobody announced', async () => {
    const answered = new Promise<number | undefined>((resolve, reject) => {
      const unending = request(`${service.url}/blue/echo`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      });
      unending.on('response', (answer) => {
        resolve(answer.statusCode);
        unending.destroy();
      });
      unending.on('error', reject);
      unending.write('x'.repeat(20_000));
    });
    expect(await answered).toBe(413);
  });
});
