import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import type { Tongue } from './tongue.js';

const CURRENT = 'a current passphrase of mine';
const NEXT = 'quite another passphrase 58';
const LONE_SURROGATE = '\ud800';

/** Column names of every table: none of them is a field of a request (R13). */
const COLUMNS = ['version', 'envelope', 'must_change', 'epoch', 'cutoff_at', 'status', 'tenant'];

/** Requests that no client should send: each gets a clear 4xx in the dialect, at no hash. */
export function refusesMalformedChanges(tongue: Tongue): void {
  describe(`${tongue.name}: malformed and hostile requests`, () => {
    let house: House;
    let person: Person;
    let before: { hashes: number; row: string };

    beforeAll(async () => {
      house = await openHouse();
      person = await house.person({ password: CURRENT });
      before = { hashes: house.hashes(), row: await house.fingerprint(person) };
    });
    afterAll(async () => {
      expect(house.hashes()).toBe(before.hashes);
      expect(await house.fingerprint(person)).toBe(before.row);
      await house.close();
    });

    const well = tongue.change({ current: CURRENT, next: NEXT });
    const send = (body: unknown, token: string | undefined = person.token()) =>
      house.ask(house.passwordUrl, { ...well, body }, token);
    const raw = (text: string | Uint8Array, contentType = 'application/json') =>
      house.send(house.passwordUrl, well, {
        headers: { authorization: `Bearer ${person.token()}`, 'content-type': contentType },
        body: text,
      });

    const kinds: readonly (readonly [string, unknown])[] = [
      ['null', null],
      ['an array', []],
      ['an array of a string', ['x']],
      ['an object', {}],
      ['a number', 0],
      ['true', true],
      ['empty', ''],
      ['NUL', 'a\u0000b'],
      ['a lone surrogate', LONE_SURROGATE],
      ['absent', undefined],
    ];
    for (const which of ['current', 'next'] as const) {
      const field = tongue.fields[which];
      it.each(kinds)(`refuses ${field} that is %s (R14, R10, ASVS-2.2.1)`, async (kind, value) => {
        const answer = await send({ ...(well.body as object), [field]: value });
        const own = ['empty', 'absent'].includes(kind) ? tongue.empty?.[which] : undefined;
        expect(answer).toMatchObject(own ?? tongue.refusal('invalid_request'));
        if (!own) expect(JSON.stringify(answer.body)).toContain(field);
      });
    }

    it.each(COLUMNS)(
      'refuses the unknown property %s by name (R13, ASVS-8.2.3)',
      async (column) => {
        const answer = await send({ ...(well.body as object), [column]: '1' });
        expect(answer).toMatchObject(tongue.refusal('invalid_request'));
        expect(JSON.stringify(answer.body)).toContain(column);
      },
    );

    it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
      'refuses the prototype key %s and pollutes nothing (R15)',
      async (key) => {
        const text = JSON.stringify(well.body).replace(/}$/, `,"${key}":{"polluted":true}}`);
        expect(await raw(text)).toMatchObject(tongue.refusal('invalid_request'));
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      },
    );

    it('refuses duplicate keys, also when one is escaped (R12)', async () => {
      const { current } = tongue.fields;
      const text = JSON.stringify(well.body);
      const escaped = `\\u00${current.charCodeAt(0).toString(16)}${current.slice(1)}`;
      for (const name of [current, escaped]) {
        const answer = await raw(text.replace('{', `{"${name}":"twice",`));
        expect(answer).toMatchObject(tongue.refusal('invalid_request'));
      }
    });

    it.each([
      ['half a body', '{"'],
      ['no JSON', 'current=x&next=y'],
      ['a bare string', '"text"'],
      ['an array', '[]'],
      ['null', 'null'],
      ['1e400', '1e400'],
      ['nothing', ''],
    ])('refuses %s as a body', async (_name, text) => {
      expect(await raw(text)).toMatchObject(tongue.refusal('invalid_request'));
    });

    it('refuses bytes that are not UTF-8', async () => {
      const answer = await raw(new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]));
      expect(answer).toMatchObject(tongue.refusal('invalid_request'));
    });

    it('refuses a body of 1 MB (R23)', async () => {
      const answer = await send({ ...(well.body as object), padding: 'x'.repeat(1_000_000) });
      expect(answer).toMatchObject(tongue.refusal('body_too_large'));
    });

    it.each([
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json; charset=latin1',
    ])('refuses the content type %s', async (contentType) => {
      const answer = await raw(JSON.stringify(well.body), contentType);
      expect(answer).toMatchObject(tongue.refusal('unsupported_media_type'));
    });

    it('refuses a current password of more than 1,024 bytes', async () => {
      const body = { ...(well.body as object), [tongue.fields.current]: 'x'.repeat(1_025) };
      expect(await send(body)).toMatchObject(tongue.refusal('invalid_request'));
    });

    if (!tongue.ticketed) {
      it('refuses a request without a token, and one in the query (ASVS-6.2.3)', async () => {
        const none = await house.send(house.passwordUrl, well, {});
        expect(none.status).toBe(401);
        expect(none.headers.get('www-authenticate')).toBe('Bearer realm="latchkey"');
        const path = `${well.path}?access_token=${person.token()}`;
        expect((await house.send(house.passwordUrl, { ...well, path }, {})).status).toBe(401);
      });
    }

    it('ignores Host and X-Forwarded headers of strangers (R04)', async () => {
      const headers = {
        authorization: `Bearer ${person.token()}`,
        'content-type': 'application/json',
        'x-forwarded-for': '10.1.2.3',
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'http',
      };
      const answer = await house.send(house.passwordUrl, well, { headers, body: '[]' });
      expect(answer).toMatchObject(tongue.refusal('invalid_request'));
      expect(JSON.stringify(answer.body)).not.toContain('evil');
    });

    it('repeats no value of a body in its answer and nothing of it in the logs (R25a, ASVS-16.2.5)', async () => {
      const canary = `canary-${'π'}-9f2c61`;
      const body = { ...(well.body as object), [tongue.fields.current]: [canary], other: canary };
      const answer = await send(body);
      expect(answer.status).toBe(400);
      expect(JSON.stringify(answer.body)).not.toContain('9f2c61');
      expect(house.logged()).not.toContain('9f2c61');
      expect(house.logged()).not.toContain(CURRENT);
    });
  });
}
