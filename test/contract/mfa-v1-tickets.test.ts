import { createHmac } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { tenantId } from '#libs/identity';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { TicketMint } from '../support/tickets.js';
import { mfaV1Refusal, mfaV1Tongue, SUCCESS } from './mfa-v1.tongue.js';
import { changeByTicket, named } from './ticketed.js';
import type { Answer } from './tongue.js';

const CURRENT = 'a current passphrase of mine';
const NEXT = 'quite another passphrase 58';

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

const encoded = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** The same claims under another header, signed by whatever the attacker has. */
const forged = (ticket: string, header: object, key: string): string => {
  const input = `${encoded(header)}.${ticket.split('.')[1] ?? ''}`;
  return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`;
};

const refusedAtNoHash = async (ask: () => Promise<Answer>): Promise<void> => {
  const [hashes, row] = [house.hashes(), await house.fingerprint(person)];
  expect(await ask()).toMatchObject(mfaV1Refusal('invalid_token'));
  expect(house.hashes()).toBe(hashes);
  expect(await house.fingerprint(person)).toBe(row);
};

describe('mfa-v1: a change ticket', () => {
  it.each(['/auth/v1/mfa/password/change', '/auth/v1/password/change'])(
    'opens one change at %s, and ends every session, its own ticket among them',
    async (path) => {
      const ticket = await house.ticket(person);
      const { body } = mfaV1Tongue.change({ current: CURRENT, next: NEXT });
      const ask = (fields: object) =>
        house.ask(house.passwordUrl, {
          method: 'POST',
          path,
          body: { ...(body as object), ...named(person), token: ticket, ...fields },
        });
      const answer = await ask({});
      expect(answer).toMatchObject({ status: 200, body: { status: SUCCESS } });
      expect(await house.events(person)).toEqual(['password_changed']);
      await refusedAtNoHash(() =>
        ask({ password: NEXT, newPassword: CURRENT, confirmPassword: CURRENT }),
      );
      const list = { method: 'POST', path: '/verification-srv/v2/setup/users/configured/list' };
      const token = person.token();
      expect((await house.ask(house.verificationUrl, list, token)).status).toBe(401);
    },
  );

  it('is not spent by a refused new password, nor by a wrong current one', async () => {
    const ticket = await house.ticket(person);
    const short = { newPassword: '123456789', confirmPassword: '123456789' };
    expect((await change(ticket, short)).status).toBe(422);
    expect((await change(ticket, { password: 'a wrong guess at it' })).status).toBe(400);
    expect((await change(ticket)).status).toBe(200);
  });

  it('dies with a change of another interface (R09)', async () => {
    const ticket = await house.ticket(person);
    const body = { old_password: CURRENT, new_password: NEXT, confirm_password: NEXT };
    const sent = { method: 'PUT', path: '/password-srv/password', body };
    expect((await house.ask(house.passwordUrl, sent, person.token())).status).toBe(200);
    await refusedAtNoHash(() => change(ticket, { password: NEXT }));
  });

  it('is good on its own device alone (ASVS-2.3.1)', async () => {
    const ticket = await house.ticket(person);
    await refusedAtNoHash(() => change(ticket, { deviceId: 'device-2' }));
  });

  it('is good for its own identifier alone, and for the person who has it (R12, ASVS-2.3.1)', async () => {
    const other = await house.person({ sameTenantAs: person, password: CURRENT });
    const ticket = await house.ticket(other);
    await refusedAtNoHash(() => change(ticket));
    await refusedAtNoHash(() => change(ticket, { identifierType: 'EXTERNALID' }));
  });

  it('is good in its own tenant alone, whatever its claims say (ASVS-2.3.1)', async () => {
    const { tenant } = await house.person({ password: CURRENT });
    const ticket = await house.ticket(person);
    await refusedAtNoHash(() => change(ticket, { brand: tenant }));
    const elsewhere = await house.ticket(person, { tenant: tenantId('elsewhere') });
    await refusedAtNoHash(() => change(elsewhere));
  });

  it('is good in its own epoch alone (ASVS-2.3.1)', async () => {
    const ticket = await house.ticket(person, { epoch: 1 });
    await refusedAtNoHash(() => change(ticket));
  });

  it('is good for 5 minutes', async () => {
    const old = await house.ticket(person, { age: 301 });
    await refusedAtNoHash(() => change(old));
    expect((await change(await house.ticket(person, { age: 290 }))).status).toBe(200);
  });

  it('is one of ours: no forgery opens anything, alg none included (R25c, ASVS-9.1.1)', async () => {
    const ticket = await house.ticket(person);
    const [header = '', claims = '', signature = ''] = ticket.split('.');
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string };
    const typ = 'change-ticket+jwt';
    const raised = {
      ...(JSON.parse(Buffer.from(claims, 'base64url').toString()) as object),
      epoch: 9,
    };
    const forgeries = [
      `${encoded({ alg: 'none', typ, kid })}.${claims}.`,
      `${encoded({ alg: 'none', typ, kid })}.${claims}.${signature}`,
      forged(ticket, { alg: 'HS256', typ, kid }, 'secret'),
      forged(ticket, { alg: 'HS256', typ, kid: 'unknown' }, 'secret'),
      forged(ticket, { alg: 'HS512', typ, kid }, 'secret'),
      forged(ticket, { alg: 'HS256', typ }, 'secret'),
      forged(ticket, { alg: 'HS256', typ, kid, jwk: { kty: 'oct', k: 'c2VjcmV0' } }, 'secret'),
      forged(ticket, { alg: 'HS256', typ, kid, jku: 'https://evil.example/jwks' }, 'secret'),
      forged(ticket, { alg: 'HS256', typ, kid }, ''),
      `${header}.${encoded(raised)}.${signature}`,
      `${header}.${claims}`,
      await new TicketMint().raise(person),
      person.token(),
      person.issuer.mint({ sub: person.subject, org: person.tenant, rol: 'MFA_PENDING' }),
      'not a token',
      '..',
    ];
    for (const one of forgeries) await refusedAtNoHash(() => change(one));
    expect((await change(ticket)).status).toBe(200);
  });

  it('is no access token', async () => {
    const ticket = await house.ticket(person);
    const body = { old_password: CURRENT, new_password: NEXT, confirm_password: NEXT };
    const sent = { method: 'PUT', path: '/password-srv/password', body };
    expect((await house.ask(house.passwordUrl, sent, ticket)).status).toBe(401);
  });

  it('of a disabled person opens nothing (R07)', async () => {
    person = await house.person({ password: CURRENT, status: 'disabled' });
    const ticket = await house.ticket(person);
    await refusedAtNoHash(() => change(ticket));
  });

  it('does not open a change where a second factor is required: it proves the password alone (R18)', async () => {
    person = await house.person({ password: CURRENT, secondFactor: 'required', totp: true });
    const answer = await change(await house.ticket(person));
    expect(answer).toMatchObject(mfaV1Refusal('insufficient_user_authentication'));
  });

  it('is refused where the tenant has switched the interface off since', async () => {
    person = await house.person({ password: CURRENT, mfaV1: false });
    expect(await change(await house.ticket(person))).toMatchObject(mfaV1Refusal('forbidden'));
  });

  it('stands in no log, nor does a password or an identifier (R25a, ASVS-16.2.5)', async () => {
    const identifiers = [{ type: 'EXTERNALID' as const, value: 'canary-51', lookup: 'canary-51' }];
    person = await house.person({ password: CURRENT, identifiers });
    const asked = { identifierType: 'EXTERNALID', identifierValue: 'canary-51' };
    const ticket = await house.ticket(person, { identifier: 'EXTERNALID|canary-51' });
    expect((await change(ticket, { ...asked, password: 'canary wrong' })).status).toBe(400);
    expect((await change(ticket, asked)).status).toBe(200);
    for (const secret of ['canary', CURRENT, NEXT, ticket.split('.')[2] ?? '?']) {
      expect(house.logged()).not.toContain(secret);
    }
  });
});
