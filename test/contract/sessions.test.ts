import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { Internal } from '../support/internal.js';

const FIRST = 'Quiet-harbour-58, at night';
const SECOND = 'Distant mountains, 1 lake';

describe('sessions and where they end', () => {
  let house: House;
  let internal: Internal;

  beforeAll(async () => {
    house = await openHouse();
    internal = await Internal.of(house, 'sessions:read password:admin subjects:write');
  });
  afterAll(() => house.close());

  const cutoff = (person: Person, query = '') => internal.get(person, '/sessions/cutoff', query);
  const signOut = (person: Person, body: object = { reason: 'requested_by_person' }) =>
    internal.post(person, '/sign-out-everywhere', body);
  /** One request of each service. */
  const asked = async (token: string) => {
    const answers = await Promise.all([
      house.ask(house.passwordUrl, { method: 'GET', path: '/password-srv/requirements' }, token),
      house.ask(
        house.verificationUrl,
        { method: 'GET', path: '/verification-srv/config/list' },
        token,
      ),
    ]);
    return answers.map(({ status }) => status);
  };
  const changed = (token: string) => {
    const body = { old_password: FIRST, new_password: SECOND, confirm_password: SECOND };
    const sent = { method: 'PUT', path: '/password-srv/password', body };
    return house.ask(house.passwordUrl, sent, token);
  };
  const OPEN = [200, 200];
  const CLOSED = [401, 401];

  it('end everywhere at once when support says so, on both services (R06, R07, ASVS-7.2.4)', async () => {
    const person = await house.person({ password: FIRST });
    const tokens = [person.token(), person.token(), await house.freshToken(person)];
    for (const token of tokens) expect(await asked(token)).toEqual(OPEN);
    expect(await signOut(person)).toMatchObject({
      status: 200,
      body: { epoch: 1, cutoff_at: expect.stringMatching(/Z$/), sessions: 'pending' },
    });
    for (const token of tokens) expect(await asked(token)).toEqual(CLOSED);
    expect(await asked(await house.freshToken(person))).toEqual(OPEN);
    expect(await house.events(person)).toEqual(['sessions_ended']);
    expect(await house.verifies(person, FIRST)).toBe(true);
  });

  it('end by default with a change, which tells that; the one that was kept is told with epoch and cut-off (ASVS-7.4.3)', async () => {
    const person = await house.person({ password: FIRST });
    expect(await cutoff(person)).toMatchObject({
      status: 200,
      body: { epoch: 0, cutoff_at: null, version: 0, status: 'active' },
    });
    expect((await cutoff(person)).body).not.toHaveProperty('kept_sid');
    expect(await changed(person.token())).toMatchObject({
      status: 200,
      body: { data: { sessions: 'pending' } },
    });
    expect((await cutoff(person)).body).toMatchObject({
      ...{ epoch: 1, version: 1, kept_sid: expect.any(String) },
      cutoff_at: expect.stringMatching(/Z$/),
    });
    await signOut(person);
    expect((await cutoff(person)).body).not.toHaveProperty('kept_sid');
  });

  it('are told to whoever waits as soon as they end, and to many at once by few looks', async () => {
    const person = await house.person({ password: FIRST });
    const waiting = Array.from({ length: 40 }, () => cutoff(person, '&after=0&wait=30'));
    let answered = 0;
    for (const one of waiting) void one.then(() => (answered += 1));
    await cutoff(person, '&after=0&wait=1');
    expect(answered).toBe(0);
    await signOut(person);
    for (const { body } of await Promise.all(waiting)) expect(body).toMatchObject({ version: 1 });
    // Who is behind does not wait.
    expect((await cutoff(person, '&after=0&wait=30')).body).toMatchObject({ version: 1 });
  });

  it('are told to be gone to whoever waits while the person is erased', async () => {
    const person = await house.person({});
    const waiting = cutoff(person, '&after=0&wait=30');
    await internal.delete(person);
    expect(await waiting).toMatchObject({ status: 404 });
  });

  it.each(['disabled', 'erased'] as const)(
    'of a person who is %s open nothing from the next request on (R07, ASVS-7.4.2)',
    async (how) => {
      const person = await house.person({ password: FIRST });
      const token = await house.freshToken(person);
      expect(await asked(token)).toEqual(OPEN);
      const done =
        how === 'erased'
          ? await internal.delete(person)
          : await internal.put(person, { identifiers: [], status: 'disabled' });
      expect([200, 204]).toContain(done.status);
      expect(await asked(token)).toEqual(CLOSED);
      expect(await changed(token)).toMatchObject({ status: 401 });
      if (how === 'erased') return;

      expect((await cutoff(person)).body).toMatchObject({ status: 'disabled', version: 1 });
      expect(await house.verifies(person, FIRST)).toBe(true);
      await internal.put(person, { identifiers: [] });
      // Whoever comes back signs in again.
      expect(await asked(token)).toEqual(CLOSED);
      expect(await asked(await house.freshToken(person))).toEqual(OPEN);
    },
  );

  it('are for programs with the scope and the tenant (R12), asked in words that mean something (R14)', async () => {
    const person = await house.person({});
    const stranger = await house.person({});
    const before = await house.fingerprint(person);
    const path = `/internal/v1/subjects/${person.subject}`;
    const cutoffPath = `${path}/sessions/cutoff?tenant=${person.tenant}`;
    const body = { tenant: person.tenant, reason: 'compromised' };
    for (const [token, status] of [
      [await house.serviceToken('password:read'), 403],
      [await house.serviceToken('sessions:read password:admin', stranger), 403],
      [person.token({ scope: 'sessions:read password:admin' }), 403],
      ['forged', 401],
    ] as const) {
      expect(await internal.ask('GET', cutoffPath, undefined, token)).toMatchObject({ status });
      const out = await internal.ask('POST', `${path}/sign-out-everywhere`, body, token);
      expect(out).toMatchObject({ status });
    }
    for (const query of ['&wait=31', '&wait=-1', '&wait=1.5', '&after=x', '&after=-1', '&x=1']) {
      expect(await cutoff(person, query)).toMatchObject({ status: 400 });
    }
    for (const wrong of [{}, { reason: '' }, { reason: ['compromised'] }, { ...body, epoch: 9 }]) {
      expect(await signOut(person, wrong)).toMatchObject({ status: 400 });
    }
    const nobody = { ...person, subject: 'nobody' as Person['subject'] };
    expect(await cutoff(nobody)).toMatchObject({ status: 404 });
    expect(await signOut(nobody)).toMatchObject({ status: 404 });
    expect(await house.fingerprint(person)).toBe(before);
  });
});
