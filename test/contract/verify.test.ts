import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person, PersonWish } from '../support/house.js';
import { openHouse } from '../support/house.js';
import type { Answer } from './tongue.js';

const PASSWORD = 'a current passphrase of mine';
const GUESS = 'a wrong guess at it';
const PATH = '/internal/v1/passwords/verify';

let house: House;
let login: string;

beforeAll(async () => {
  house = await openHouse();
  login = await house.serviceToken('password:verify');
});
afterAll(() => house.close());

const verify = (body: object, token = login): Promise<Answer> =>
  house.ask(house.passwordUrl, { method: 'POST', path: PATH, body }, token);

/** Somebody as a login service names them; their USERNAME is their subject. */
const as = ({ tenant, subject }: Person, more: object = {}) => ({
  ...{ tenant, subject, password: PASSWORD },
  ...more,
});
const someone = (wish: PersonWish = {}) => house.person({ password: PASSWORD, ...wish });

const deviceTokenOf = ({ body }: Answer): string =>
  (body as { readonly device_token?: string }).device_token ?? '';

/** As many wrong guesses as make their class wait. */
async function guesses(person: Person, more: object = {}): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let n = 0; n < 6; n += 1) {
    answers.push(await verify(as(person, { password: GUESS, ...more })));
  }
  return answers;
}

const LOCKED = { result: 'locked', must_change: false, reasons: [], retry_after: 30 };
const NOT_VERIFIED = { result: 'not_verified', must_change: false, reasons: [] };

describe('internal: verifying a password', () => {
  it('finds a person by subject or identifier, and tells epoch and what is due', async () => {
    const person = await someone();
    const { tenant, subject } = person;
    const verified = { result: 'verified', subject, epoch: 0, must_change: false, reasons: [] };
    expect(await verify(as(person))).toMatchObject({ status: 200, body: verified });
    const identifier = { type: 'USERNAME', value: subject };
    const by = await verify({ tenant, identifier, password: PASSWORD });
    expect(by).toMatchObject({ status: 200, body: verified });
    expect(by.body).toEqual(verified);
  });

  it('tells what is due of somebody whose password is listed today, and when it expires', async () => {
    const listed = await house.person({ password: 'passwordpassword' });
    expect((await verify({ ...as(listed), password: 'passwordpassword' })).body).toMatchObject({
      ...{ result: 'verified', must_change: true, reasons: ['breached'] },
    });
    const ageing = await someone({ preset: 'pci-dss-4' });
    expect((await verify(as(ageing))).body).toMatchObject({
      expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });

  it.each<[string, (person: Person) => object]>([
    ['nobody', ({ tenant }) => ({ tenant, password: PASSWORD })],
    [
      'two ways at once',
      (person) => as(person, { identifier: { type: 'USERNAME', value: person.subject } }),
    ],
    ['an unknown type', ({ tenant }) => ({ tenant, identifier: { type: 'NAME', value: 'x' } })],
    ['an address that is none', (person) => as(person, { client: { ip: '1.2.3' } })],
    ['too long a password', (person) => as(person, { password: 'x'.repeat(1025) })],
    ['an unknown field', (person) => as(person, { client: { agent: 'x' } })],
  ])('refuses a body that names %s, at no hash (R02, R23)', async (_, body) => {
    const person = await someone();
    const before = house.hashes();
    const answer = await verify(body(person));
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request', status: 400 } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(house.hashes()).toBe(before);
  });

  it('is for services that were granted the scope and the tenant, and no person (R11)', async () => {
    const [person, other] = [await someone(), await someone()];
    const forbidden = (reason: string) => ({
      status: 403,
      body: { code: 'forbidden', detail: expect.stringContaining(reason) },
    });
    const scopeless = await house.serviceToken('password:evaluate');
    expect(await verify(as(person), scopeless)).toMatchObject(forbidden('scope'));
    const narrow = await house.serviceToken('password:verify', other);
    expect(await verify(as(person), narrow)).toMatchObject(forbidden('not granted this tenant'));
    const own = person.token({ scope: 'password:verify' });
    expect(await verify(as(person), own)).toMatchObject(forbidden('for services'));
    const unknown = await verify({ ...as(person), tenant: 'no-such-tenant' });
    expect(unknown).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('records the person’s address as the login service tells it, and no secret', async () => {
    const person = await someone();
    await verify(as(person, { password: GUESS, client: { ip: '::ffff:198.51.100.9' } }));
    const line = house
      .logged()
      .split('\n')
      .find((one) => one.includes('authn_login_fail') && one.includes(person.subject));
    expect(line).toContain('"ip":"198.51.100.9"');
    expect(house.logged()).not.toContain(GUESS);
  });
});

describe('internal: a device that somebody has signed in on', () => {
  const token = async (person: Person): Promise<string> =>
    deviceTokenOf(await verify(as(person, { client: { ip: '198.51.100.9' } })));

  it('is known by the token of an earlier success, and waits apart from strangers (R22)', async () => {
    const person = await someone();
    const device = await token(person);
    expect((await guesses(person)).at(-1)?.body).toEqual(LOCKED);
    expect((await verify(as(person))).body).toEqual(LOCKED);
    const known = await verify(as(person, { client: { device } }));
    expect(known.body).toMatchObject({ result: 'verified' });
    // It has a token, and a young one.
    expect(known.body).not.toHaveProperty('device_token');
    expect((await guesses(person, { client: { device } })).at(-1)?.body).toEqual(LOCKED);
  });

  it('leaves the owner’s own class alone, which leaves it alone (R22, ASVS-6.1.1-b)', async () => {
    const person = await someone();
    const device = await token(person);
    await guesses(person);
    await guesses(person, { client: { device } });
    const next = 'quite another passphrase 58';
    const body = { old_password: PASSWORD, new_password: next, confirm_password: next };
    const sent = { method: 'PUT', path: '/password-srv/password', body };
    expect((await house.ask(house.passwordUrl, sent, person.token())).status).toBe(200);
  });

  it('is a stranger to everybody else, under any other token, and after a change', async () => {
    const person = await someone();
    const device = await token(person);
    const neighbour = await someone({ sameTenantAs: person });
    const others = [await token(neighbour), `${device.slice(0, -1)}_`, 'my-own-name-for-it', ''];
    await guesses(person);
    for (const other of others.filter(Boolean)) {
      expect((await verify(as(person, { client: { device: other } }))).body).toEqual(LOCKED);
    }
    const next = 'quite another passphrase 58';
    const body = { old_password: PASSWORD, new_password: next, confirm_password: next };
    await house.ask(
      house.passwordUrl,
      { method: 'PUT', path: '/password-srv/password', body },
      person.token(),
    );
    const afterwards = await verify(as(person, { password: next, client: { device } }));
    expect(afterwards.body).toEqual(LOCKED);
  });

  it('gets no token where the service tells of no client, nor with a wrong password', async () => {
    const person = await someone();
    expect((await verify(as(person))).body).not.toHaveProperty('device_token');
    const wrong = await verify(as(person, { password: GUESS, client: {} }));
    expect(wrong.body).toEqual(NOT_VERIFIED);
  });
});
