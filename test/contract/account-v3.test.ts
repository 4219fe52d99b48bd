import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { accountV3Tongue } from './account-v3.tongue.js';
import { changesPasswords } from './change.behaviour.js';
import { answersOnce } from './idempotency.behaviour.js';
import { refusesMalformedChanges } from './malformed.behaviour.js';

changesPasswords(accountV3Tongue);
answersOnce(accountV3Tongue);
refusesMalformedChanges(accountV3Tongue);

const PATH = '/v3/account/password/change';
const CURRENT = 'a current passphrase of mine';
const NEXT = 'quite another passphrase 58';

interface Screen {
  readonly screen: string;
  readonly elements: readonly (Readonly<Record<string, unknown>> & {
    readonly reference: string;
    readonly description: string;
    readonly requirements?: readonly { readonly code: string; readonly text: string }[];
  })[];
}

describe('account-v3, as published', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const someone = (): Promise<Person> => house.person({ password: CURRENT });
  const post = (person: Person, body: unknown, token = person.token()) =>
    house.ask(house.passwordUrl, { method: 'POST', path: PATH, body }, token);
  const put = (headers: Readonly<Record<string, string>>, body?: string) =>
    house.send(
      house.passwordUrl,
      { method: 'PUT', path: PATH },
      { headers, ...(body && { body }) },
    );
  const bearer = (person: Person) => ({ authorization: `Bearer ${person.token()}` });
  const screen = async (language = 'en'): Promise<Screen> =>
    (await put({ ...bearer(await someone()), 'accept-language': language })).body as Screen;

  describe('the endpoints', () => {
    it('PUT returns the Change Password screen configuration for an authenticated user', async () => {
      const answer = await put(bearer(await someone()));
      expect(answer).toMatchObject({ status: 200, body: { screen: 'change-password' } });
      expect((await put({})).body).toEqual({ state: 'unauthenticated', reason: 'missing' });
    });

    it('POST updates the authenticated user’s password after verifying the current password', async () => {
      const person = await someone();
      const wrong = await post(person, { currentPassword: 'not it at all', newPassword: NEXT });
      expect(wrong.status).toBe(400);
      expect(await house.verifies(person, CURRENT)).toBe(true);
      await post(person, { currentPassword: CURRENT, newPassword: NEXT });
      expect(await house.verifies(person, NEXT)).toBe(true);
    });
  });

  describe('the elements of the screen', () => {
    it.each([
      [1, 'title', 'Regular', 'Displays Change password', 'header'],
      [1, 'close', 'Action', 'Dismisses the dialog', 'header'],
      [1, 'current-password', 'Password', 'Current password input field', 'body'],
      [1, 'new-password', 'Password', 'New password input field', 'body'],
      [1, 'password-rules', 'Regular', 'Password requirement hint', 'body'],
      [1, 'reset-password', 'Link', 'Opens the reset password flow', 'body'],
      [1, 'cancel', 'Button', 'Closes the dialog without changes', 'footer'],
      [1, 'update-password', 'Button', 'Submits the password update', 'footer'],
    ])('level %s: %s, %s, %s, %s', async (level, reference, type, description, placement) => {
      const { elements } = await screen();
      const element = elements.find((one) => one.reference === reference);
      expect(element).toMatchObject({ level, reference, type, description, placement });
    });

    it('come in the order of the table, and no others', async () => {
      const { elements } = await screen();
      expect(elements.map(({ reference }) => reference)).toEqual([
        ...['title', 'close', 'current-password', 'new-password'],
        ...['password-rules', 'reset-password', 'cancel', 'update-password'],
      ]);
    });

    it('5, Password requirements: lists the required password rules', async () => {
      const { elements } = await screen();
      const listing = elements.filter((one) => 'requirements' in one);
      expect(listing.map(({ reference }) => reference)).toEqual(['password-rules']);
      const [first] = listing[0]?.requirements ?? [];
      expect(first).toEqual({ code: 'too_short', minimum: 15, text: 'At least 15 characters' });
    });

    it('speak the language of the request', async () => {
      const answer = await put({ ...bearer(await someone()), 'accept-language': 'de-AT,en;q=0.5' });
      expect(answer.headers.get('content-language')).toBe('de');
      expect(answer.headers.get('vary')).toMatch(/accept-language/);
      const { elements } = answer.body as Screen;
      expect(elements[1]?.description).toBe('Schließt den Dialog');
      expect(elements[4]?.requirements?.[0]?.text).toBe('Mindestens 15 Zeichen');
      const english = await screen('fr');
      expect(english.elements[1]?.description).toBe('Dismisses the dialog');
    });

    it('are asked for without a body; one with fields is refused by their names (R13)', async () => {
      const headers = { ...bearer(await someone()), 'content-type': 'application/json' };
      expect((await put(headers)).status).toBe(200);
      expect((await put(headers, '{}')).status).toBe(200);
      const answer = await put(headers, '{"locale":"de"}');
      expect(answer).toMatchObject({
        status: 400,
        body: { error: 'invalid_request', fields: [{ field: 'locale' }] },
      });
    });
  });

  describe('validations', () => {
    it('session missing or expired: state = unauthenticated', async () => {
      const person = await someone();
      const ended = person.token();
      expect((await post(person, { currentPassword: CURRENT, newPassword: NEXT })).status).toBe(
        200,
      );
      for (const headers of [{}, { authorization: `Bearer ${ended}` }, { authorization: 'x y' }]) {
        const answer = await put(headers);
        expect(answer).toMatchObject({ status: 401, body: { state: 'unauthenticated' } });
        expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer /);
      }
      const late = await post(person, { currentPassword: NEXT, newPassword: CURRENT }, ended);
      expect(late.body).toEqual({ state: 'unauthenticated', reason: 'session_ended' });
    });

    it('current password empty: validation = required', async () => {
      const answer = await post(await someone(), { currentPassword: '', newPassword: NEXT });
      expect(answer.status).toBe(400);
      expect(answer.body).toEqual({ validation: 'required', field: 'currentPassword' });
    });

    it.each([
      ['empty', ''],
      ['invalid', 'too short'],
    ])('new password %s: validation = invalid', async (_what, newPassword) => {
      const answer = await post(await someone(), { currentPassword: CURRENT, newPassword });
      expect(answer.status).toBe(422);
      expect(answer.body).toMatchObject({
        validation: 'invalid',
        requirements: expect.arrayContaining([{ code: 'too_short', minimum: 15 }]),
      });
    });

    it('current password incorrect: error = invalid_current_password', async () => {
      const wrong = { currentPassword: 'not it at all', newPassword: NEXT };
      const answer = await post(await someone(), wrong);
      expect(answer.status).toBe(400);
      expect(answer.body).toEqual({ error: 'invalid_current_password' });
    });

    it('request blocked: HTTP 405, with a restriction message, while the screen stays open', async () => {
      const person = await house.person({ password: CURRENT, managedBy: 'corp-sso' });
      const answer = await post(person, { currentPassword: CURRENT, newPassword: NEXT });
      expect(answer.status).toBe(405);
      expect(answer.headers.get('allow')).toBe('PUT');
      expect(answer.body).toEqual({
        error: 'managed_identity',
        message: expect.stringContaining('enterprise provider'),
      });
      expect((await put(bearer(person))).status).toBe(200);
    });
  });

  describe('actions', () => {
    it('update password selected: password change request triggered', async () => {
      const person = await someone();
      await post(person, { currentPassword: CURRENT, newPassword: NEXT });
      expect(await house.events(person)).toEqual(['password_changed']);
    });

    it('password update succeeds: state = password_updated, and the session stays active', async () => {
      const person = await someone();
      const token = person.token();
      const done = await post(person, { currentPassword: CURRENT, newPassword: NEXT }, token);
      expect(done.status).toBe(200);
      expect(done.body).toEqual({ state: 'password_updated' });
      expect((await put({ authorization: `Bearer ${token}` })).status).toBe(200);
    });
  });
});
