import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { mfaV1Refusal, mfaV1Tongue, SUCCESS } from './mfa-v1.tongue.js';
import { named } from './ticketed.js';
import type { Answer } from './tongue.js';

const CURRENT = 'a current passphrase of mine';
const NEXT = 'quite another passphrase 58';

describe('mfa-v1: a ticket where a second factor is required', () => {
  let house: House;
  let person: Person;
  let service: string;

  beforeAll(async () => {
    house = await openHouse({ mfaV1: true });
    service = await house.serviceToken('password:step-up');
  });
  afterAll(() => house.close());

  const someone = async (): Promise<string> => {
    const wish = { password: CURRENT, secondFactor: 'required', totp: true } as const;
    person = await house.person(wish);
    return house.ticket(person);
  };
  const stepUp = (ticket: string, fields: object = {}, token = service): Promise<Answer> =>
    house.ask(
      house.passwordUrl,
      {
        method: 'POST',
        path: '/internal/v1/change-tickets/step-up',
        body: { tenant: person.tenant, ticket, method: 'TOTP', ...fields },
      },
      token,
    );
  const raised = async (ticket: string): Promise<string> => {
    const answer = await stepUp(ticket);
    expect(answer).toMatchObject({ status: 200, body: { expires_in: 300 } });
    return (answer.body as { token: string }).token;
  };
  const change = (token: string, extra: object = {}): Promise<Answer> => {
    const fields = { ...named(person), token, ...extra };
    const sent = mfaV1Tongue.change({ current: CURRENT, next: NEXT, extra: fields });
    return house.ask(house.passwordUrl, sent);
  };

  it('opens a change once a login service has raised it, and not before (R18)', async () => {
    const ticket = await someone();
    const refused = mfaV1Refusal('insufficient_user_authentication');
    expect(await change(ticket)).toMatchObject(refused);
    const stronger = await raised(ticket);
    expect(await change(ticket)).toMatchObject(refused);
    expect(await change(stronger)).toMatchObject({ status: 200, body: { status: SUCCESS } });
    expect(await house.events(person)).toEqual(['password_changed']);
    expect(await change(stronger)).toMatchObject(mfaV1Refusal('invalid_token'));
  });

  it('stays bound to its device and identifier when it is raised (R25)', async () => {
    const stronger = await raised(await someone());
    const invalid = mfaV1Refusal('invalid_token');
    expect(await change(stronger, { deviceId: 'device-2' })).toMatchObject(invalid);
    expect(await change(stronger, { identifierType: 'EXTERNALID' })).toMatchObject(invalid);
  });

  it('loses its strength with the factor that has raised it', async () => {
    const stronger = await raised(await someone());
    await house.switchMethod(person.tenant, 'TOTP', false);
    expect(await change(stronger)).toMatchObject(mfaV1Refusal('insufficient_user_authentication'));
  });

  it.each([
    ['a factor that the person has not enrolled', { method: 'FIDO2' }, 'method'],
    ['the password once more (R18)', { method: 'PASSWORD' }, 'method'],
    ['a mail, which is no second factor (R18)', { method: 'EMAIL' }, 'method'],
    ['no ticket of ours', { ticket: 'made-up' }, 'ticket'],
    ['no ticket', { ticket: undefined }, 'ticket'],
    ['a field too many (R13)', { sub: 'x' }, 'sub'],
  ])('is not raised for %s', async (_what, fields, field) => {
    const answer = await stepUp(await someone(), fields);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(answer.body).toMatchObject({ errors: [{ field }] });
  });

  it('is not raised once it has expired, was used, or is of another tenant or a disabled person', async () => {
    const used = await someone();
    expect((await change(await raised(used))).status).toBe(200);
    expect((await stepUp(used)).status).toBe(400);
    await someone();
    expect((await stepUp(await house.ticket(person, { age: 301 }))).status).toBe(400);
    const { tenant } = await house.person({});
    expect((await stepUp(await house.ticket(person), { tenant })).status).toBe(400);
    person = await house.person({ password: CURRENT, totp: true, status: 'disabled' });
    expect((await stepUp(await house.ticket(person))).status).toBe(400);
  });

  it('is raised by programs with scope and tenant, and by nobody else', async () => {
    const ticket = await someone();
    const stranger = await house.person({});
    expect((await stepUp(ticket, {}, person.token({ scope: 'password:step-up' }))).status).toBe(
      403,
    );
    for (const token of [
      await house.serviceToken('password:verify', person),
      await house.serviceToken('password:step-up', stranger),
    ]) {
      expect(await stepUp(ticket, {}, token)).toMatchObject({ body: { code: 'forbidden' } });
    }
    const own = await house.serviceToken('password:step-up', person);
    expect((await stepUp(ticket, {}, own)).status).toBe(200);
  });
});
