import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { changesPasswords } from './change.behaviour.js';
import { answersOnce } from './idempotency.behaviour.js';
import { refusesMalformedChanges } from './malformed.behaviour.js';
import { mfaV1Refusal, mfaV1Tongue, SUCCESS } from './mfa-v1.tongue.js';
import { changeByTicket } from './ticketed.js';
import type { Answer } from './tongue.js';

changesPasswords(mfaV1Tongue);
refusesMalformedChanges(mfaV1Tongue);
answersOnce(mfaV1Tongue);

const CURRENT = 'a current passphrase of mine';
const NEXT = 'quite another passphrase 58';

describe('mfa-v1, as published', () => {
  let house: House;
  let person: Person;

  beforeAll(async () => {
    house = await openHouse({ mfaV1: true });
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    person = await house.person({ password: CURRENT });
  });

  const change = (
    token: string | undefined,
    extra: Readonly<Record<string, unknown>> = {},
  ): Promise<Answer> =>
    changeByTicket(house, person, { current: CURRENT, next: NEXT }, { token, ...extra });

  describe('the resource', () => {
    it('URI, auth/v1/mfa/password/change: changes a password', async () => {
      const sent = mfaV1Tongue.change({ current: CURRENT, next: NEXT });
      expect(sent.path).toBe('/auth/v1/mfa/password/change');
      expect((await change(await house.ticket(person))).status).toBe(200);
      expect(await house.verifies(person, NEXT)).toBe(true);
    });

    it.each([
      ['a path that is nobody’s', 'GET', '/auth/v1/mfa/password/other', 404],
      ['a method that is not POST', 'GET', '/auth/v1/mfa/password/change', 404],
      ['a body that is none', 'POST', '/auth/v1/password/change', 400],
    ])('HTTP method, POST: %s is told in the same envelope', async (_, method, path, code) => {
      const answer = await house.ask(house.passwordUrl, { method, path });
      expect(answer.status).toBe(code);
      expect(answer.body).toEqual({
        status: { success: false, code, message: expect.stringMatching(/\S/) },
      });
    });

    it('Pagination supported?, NA: Rate limit, NA: nothing of either is in an answer', async () => {
      const { body, headers } = await change(await house.ticket(person));
      expect(body).toEqual({ status: SUCCESS });
      expect([...headers.keys()].filter((name) => /^(link|ratelimit)/.test(name))).toEqual([]);
    });

    it('Batch support, NA: a list of changes is no request', async () => {
      const one = mfaV1Tongue.change({ current: CURRENT, next: NEXT });
      const list = await house.ask(house.passwordUrl, { ...one, body: [one.body, one.body] });
      expect(list).toMatchObject(mfaV1Refusal('invalid_request'));
    });
  });

  describe('the parameters of a change, all of them mandatory', () => {
    it.each([
      ['deviceId', 'Unique ID of the device used for password validation'],
      ['password', 'Current password'],
      ['newPassword', 'New password'],
      ['confirmPassword', 'Re-enter the new password'],
      ['brand', 'Name of the brand or organisation that needs verification'],
      ['identifierType', 'The type of identifier to identify the customer'],
      ['identifierValue', 'The value of the identifier'],
    ])('%s* (%s) is named where it is missing or no text', async (field) => {
      for (const value of [undefined, null, '', 0, [], {}]) {
        const answer = await change('a ticket', { [field]: value });
        expect(answer).toMatchObject(mfaV1Refusal('invalid_request'));
        expect(JSON.stringify(answer.body)).toContain(field);
      }
    });

    it('token* (Token generated from /mfa/password/validate) cannot be left out: nobody is let in', async () => {
      const before = house.hashes();
      expect(await change(undefined)).toMatchObject(mfaV1Refusal('invalid_token'));
      expect(house.hashes()).toBe(before);
    });

    it.each(['MOBILE', 'EMAIL', 'USERNAME', 'EXTERNALID'])(
      'identifierType* takes %s, in exactly this spelling',
      async (identifierType) => {
        expect((await change('a ticket', { identifierType })).status).toBe(401);
        const answer = await change('a ticket', { identifierType: identifierType.toLowerCase() });
        expect(answer).toMatchObject(mfaV1Refusal('invalid_request'));
      },
    );

    it('confirmPassword* is the new password once more', async () => {
      const answer = await change('a ticket', { confirmPassword: 'something else' });
      expect(answer).toMatchObject(mfaV1Refusal('invalid_request'));
      expect(JSON.stringify(answer.body)).toContain('confirmPassword');
    });
  });

  it.each([
    ['status', 'object', { success: true, code: 200, message: 'SUCCESS' }],
    ['success', 'boolean', true],
    ['code', 'integer', 200],
    ['message', 'string', 'SUCCESS'],
  ])('the parameters of an answer: %s, %s', async (name, _type, value) => {
    const { body } = await change(await house.ticket(person));
    const { status } = body as { readonly status: Readonly<Record<string, unknown>> };
    expect(Object.keys(body as object)).toEqual(['status']);
    expect(name === 'status' ? status : status[name]).toEqual(value);
  });
});
