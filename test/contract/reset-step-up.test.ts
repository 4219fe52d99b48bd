import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person, PersonWish } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { NEW, resetClient, told } from '../support/reset-client.js';
import { nativeRefusal } from './native.tongue.js';
import type { Answer } from './tongue.js';

describe('a reset whose second proof is a factor that a login service looks at', () => {
  let house: House;
  let client: ReturnType<typeof resetClient>;
  let person: Person;
  let service: string;

  beforeAll(async () => {
    house = await openHouse();
    client = resetClient(house);
  });
  afterAll(() => house.close());

  const someone = async (wish: PersonWish = {}): Promise<void> => {
    const forgotten = { password: 'the passphrase I forgot', secondFactor: 'required' } as const;
    person = await house.person({ ...forgotten, email: true, totp: true, ...wish });
    service = await house.serviceToken('password:step-up', person);
  };
  const stepUp = (request: string, fields: object = {}, token = service): Promise<Answer> =>
    house.ask(
      house.passwordUrl,
      {
        method: 'POST',
        path: '/internal/v1/reset-requests/step-up',
        body: { tenant: person.tenant, reset_request_id: request, method: 'TOTP', ...fields },
      },
      token,
    );
  /** As far as the second proof. */
  const halfProven = async (how: object = {}): Promise<string> => {
    const request = await client.begun(person, how);
    const secret = 'processingType' in how ? client.link() : client.code();
    const { next } = told(await client.validate(request, secret)).data ?? {};
    expect(next).toBe('TOTP');
    return request;
  };
  const refused = (field: string) => ({
    status: 400,
    body: { code: 'invalid_request', errors: [{ field }] },
  });

  it.each([
    ['a code', {}],
    ['a link', { processingType: 'LINK' }],
  ])('ends with a new password after %s and the factor, and not before (R18)', async (_, how) => {
    await someone();
    const request = await halfProven(how);
    expect(await house.resets.send()).toEqual([]);
    expect(await client.accept(request, 'made-up')).toMatchObject(
      nativeRefusal('invalid_reset_proof'),
    );
    const answer = await stepUp(request);
    const exchange_id = expect.stringMatching(/\S/);
    expect(answer).toMatchObject({
      status: 200,
      body: { exchange_id, reset_request_id: request, expires_in: 900 },
    });
    const { exchange_id: exchange } = answer.body as { exchange_id: string };
    expect(told(await client.accept(request, exchange)).data).toEqual({ reseted: true });
    expect(await house.verifies(person, NEW)).toBe(true);
    expect(await house.events(person)).toEqual(['password_reset']);
    expect(await stepUp(request)).toMatchObject(refused('reset_request_id'));
  });

  it('takes the factor in place of a second code that does not arrive', async () => {
    await someone({ sms: '+4917604069001' });
    const request = await client.begun(person);
    const first = await client.validate(request, client.code());
    expect(told(first).data?.next).toBe('SMS');
    expect((await stepUp(request)).status).toBe(200);
  });

  it.each([
    ['a factor that the person has not enrolled', { method: 'FIDO2' }, 'method'],
    ['a mail, which is no second factor (R18)', { method: 'EMAIL' }, 'method'],
    ['no request of ours', { reset_request_id: 'made-up' }, 'reset_request_id'],
    ['a field too many (R13)', { sub: 'x' }, 'sub'],
  ])('is not ended by %s', async (_what, fields, field) => {
    await someone();
    expect(await stepUp(await halfProven(), fields)).toMatchObject(refused(field));
  });

  it('is not ended by the way in which the first code went, shown once more (R18)', async () => {
    await someone({ sms: '+4917604069001' });
    const request = await client.begun(person, { resetMedium: 'SMS' });
    expect(told(await client.validate(request, client.code('texts'))).data?.next).toBe('EMAIL');
    expect(await stepUp(request, { method: 'SMS' })).toMatchObject(refused('method'));
  });

  it('is not ended before its first code is right, nor ten minutes after it, nor in another tenant or epoch', async () => {
    await someone();
    const request = await client.begun(person);
    await client.validate(request, '00000000');
    expect(await stepUp(request)).toMatchObject(refused('reset_request_id'));
    await client.validate(request, client.code());
    const stranger = await house.person({});
    const all = await house.serviceToken('password:step-up');
    expect(await stepUp(request, { tenant: stranger.tenant }, all)).toMatchObject(
      refused('reset_request_id'),
    );
    await house.resets.elapse(person, 601);
    expect(await stepUp(request)).toMatchObject(refused('reset_request_id'));

    const [spent, other] = [await halfProven(), await halfProven()];
    const { exchange_id: exchange } = (await stepUp(spent)).body as { exchange_id: string };
    expect((await client.accept(spent, exchange)).status).toBe(200);
    expect(await stepUp(other)).toMatchObject(refused('reset_request_id'));
  });

  it('is ended by programs with scope and tenant, and by nobody else', async () => {
    await someone();
    const request = await halfProven();
    const stranger = await house.person({});
    for (const token of [
      person.token({ scope: 'password:step-up' }),
      await house.serviceToken('password:verify', person),
      await house.serviceToken('password:step-up', stranger),
    ]) {
      expect(await stepUp(request, {}, token)).toMatchObject({ body: { code: 'forbidden' } });
    }
    expect((await stepUp(request)).status).toBe(200);
  });

  it('is not begun where no login service may tell of factors: nothing is sent in vain (R18)', async () => {
    await someone();
    await house.rows(
      `DELETE FROM tenancy.service_client
       WHERE 'password:step-up' = ANY (scopes) AND (tenants IS NULL OR $1 = ANY (tenants))`,
      [person.tenant],
    );
    await client.initiate(person);
    expect(await house.resets.send()).toEqual(['dropped']);
  });
});
