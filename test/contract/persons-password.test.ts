import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { Internal } from '../support/internal.js';

const FIRST = 'Quiet-harbour-58, at night';
const SECOND = 'Distant mountains, 1 lake';

describe('internal: the password of one person', () => {
  let house: House;
  let support: Internal;

  beforeAll(async () => {
    house = await openHouse();
    support = await Internal.of(
      house,
      'password:read password:admin password:set-permanent events:read',
    );
  });
  afterAll(() => house.close());

  const read = (person: Person) => support.get(person, '/password');
  const assign = (person: Person, body: object) => support.put(person, body, '/password');
  const changed = async (token: string, old_password: string) => {
    const body = { old_password, new_password: SECOND, confirm_password: SECOND };
    return house.ask(
      house.passwordUrl,
      { method: 'PUT', path: '/password-srv/password', body },
      token,
    );
  };

  it('is described without anything secret', async () => {
    const person = await house.person({ password: FIRST });
    expect(await read(person)).toMatchObject({
      status: 200,
      body: {
        ...{ configured: true, must_change: false, expires_at: null, breach: 'undetermined' },
        ...{ needs_rehash: false, scheme: 'argon2id', quarantined: false },
        changed_at: expect.stringMatching(/Z$/),
      },
    });
    expect((await read(await house.person({}))).body).toMatchObject({
      ...{ configured: false, changed_at: null, scheme: null, breach: null },
    });
    const expiring = await house.person({ password: FIRST, preset: 'legacy' });
    expect((await read(expiring)).body).toMatchObject({ expires_at: expect.any(String) });
  });

  it('is assigned for one sign-in: sessions end, failures are forgotten, a change is due (ASVS-6.4.3, ASVS-6.4.6)', async () => {
    const person = await house.person({ password: FIRST, email: true });
    const token = await house.freshToken(person);
    await changed(token, 'a wrong guess of it');
    const answer = await assign(person, { password: SECOND });
    expect(answer).toMatchObject({
      status: 200,
      body: { subject: person.subject, must_change: true, sessions: 'pending' },
    });
    expect(await house.verifies(person, SECOND)).toBe(true);
    expect(await changed(token, SECOND)).toMatchObject({ status: 401 });
    expect((await read(person)).body).toMatchObject({ must_change: true });
    const requirements = await house.ask(
      house.passwordUrl,
      { method: 'GET', path: '/password-srv/requirements' },
      await house.freshToken(person),
    );
    expect(requirements.body).toMatchObject({ must_change: true, reasons: ['temporary'] });
    expect(await house.events(person)).toEqual(['password_assigned']);
    expect(await house.arrivals(person)).toBe(1);
  });

  it('is the first one of somebody who had none, and stays where a program may say so', async () => {
    const person = await house.person({});
    const lasting = { password: FIRST, temporary: false };
    expect(await assign(person, lasting)).toMatchObject({
      status: 200,
      body: { must_change: false },
    });
    expect((await read(person)).body).toMatchObject({ configured: true, must_change: false });
    const path = `/internal/v1/subjects/${person.subject}/password`;
    const body = { tenant: person.tenant, password: SECOND, temporary: false };
    const without = await house.serviceToken('password:admin');
    expect(await support.ask('PUT', path, body, without)).toMatchObject({ status: 403 });
    expect(await house.verifies(person, FIRST)).toBe(true);
  });

  it('meets the policy as any other (R20): 422, and nothing is written', async () => {
    const person = await house.person({ password: FIRST, preset: 'legacy' });
    const before = await house.fingerprint(person);
    for (const [password, code] of [
      ['Zq9!x', 'password_policy_violated'],
      ['password123', 'password_breached'],
      [FIRST, 'password_policy_violated'],
    ] as const) {
      expect(await assign(person, { password })).toMatchObject({ status: 422, body: { code } });
    }
    const managed = await house.person({ managedBy: 'enterprise' });
    expect(await assign(managed, { password: FIRST })).toMatchObject({
      status: 403,
      body: { code: 'managed_identity' },
    });
    expect(await house.fingerprint(person)).toBe(before);
  });

  it('is assigned once, however often a program asks with one key (IDEMP-06)', async () => {
    const person = await house.person({ password: FIRST });
    const path = `/internal/v1/subjects/${person.subject}/password`;
    const headers = {
      authorization: `Bearer ${await house.serviceToken('password:admin')}`,
      'content-type': 'application/json',
      'idempotency-key': 'a-key-of-enough-characters-1',
    };
    const body = JSON.stringify({ tenant: person.tenant, password: SECOND });
    const send = () => house.send(house.passwordUrl, { method: 'PUT', path }, { headers, body });
    const first = await send();
    expect(first).toMatchObject({ status: 200 });
    expect((await send()).text).toBe(first.text);
    expect(await house.events(person)).toEqual(['password_assigned']);
  });

  it('is taken away unless it is the last first factor', async () => {
    const alone = await house.person({ password: FIRST, totp: true });
    expect(await support.delete(alone, '/password')).toMatchObject({
      status: 409,
      body: { code: 'last_first_factor' },
    });
    const person = await house.person({ password: FIRST, email: true });
    const token = await house.freshToken(person);
    expect(await support.delete(person, '/password')).toMatchObject({
      status: 200,
      body: { subject: person.subject, sessions: 'pending' },
    });
    expect(await changed(token, FIRST)).toMatchObject({ status: 401 });
    expect((await read(person)).body).toMatchObject({ configured: false });
    expect(await support.delete(person, '/password')).toMatchObject({
      status: 404,
      body: { code: 'no_password_set' },
    });
    expect(await house.events(person)).toEqual(['password_removed']);
  });

  it('is unlocked after too many failures (NIST-3.2.2-d)', async () => {
    const person = await house.person({ password: FIRST });
    const token = await house.freshToken(person);
    for (let n = 0; n < 5; n += 1) await changed(token, 'a wrong guess of it');
    expect(await changed(token, FIRST)).toMatchObject({ status: 429 });
    const unlock = () => support.post(person, '/unlock', { reason: 'requested_by_person' });
    expect(await unlock()).toMatchObject({ status: 200, body: { unlocked: true } });
    expect(await unlock()).toMatchObject({ status: 200, body: { unlocked: false } });
    expect(await changed(token, FIRST)).toMatchObject({ status: 200 });
  });

  it('has changes that are told of by their id, with their deliveries and no address', async () => {
    const person = await house.person({ password: FIRST, email: 'told@example.org' });
    const { body } = await changed(await house.freshToken(person), FIRST);
    const { change_id } = (body as { data: { change_id: string } }).data;
    const find = (id: string, tenant = person.tenant) =>
      support.ask('GET', `/internal/v1/changes/${id}?tenant=${tenant}`);
    expect(await find(change_id)).toMatchObject({
      status: 200,
      body: { change_id, subject: person.subject, type: 'password_changed', in_force: true },
    });
    await house.rows(
      `WITH gone AS (DELETE FROM journal.arrival WHERE tenant = $1)
       INSERT INTO journal.delivery (tenant, subject, subject_seq, channel, address, state)
       VALUES ($1, $2, 1, 'mail', 'told@example.org', 'acknowledged')`,
      [person.tenant, person.subject],
    );
    await assign(person, { password: FIRST });
    const told = await find(change_id);
    expect(told.body).toMatchObject({
      ...{ in_force: false, dispatched: true },
      deliveries: [{ channel: 'mail', state: 'acknowledged', attempts: 0 }],
    });
    expect(told.text).not.toContain('told@example.org');
    const stranger = await house.person({});
    for (const answer of [await find('nothing'), await find(change_id, stranger.tenant)]) {
      expect(answer).toMatchObject({ status: 404 });
    }
  });

  it('is for programs with the scope and the tenant (R12), and takes nothing else (R13, R14)', async () => {
    const person = await house.person({ password: FIRST, email: true });
    const stranger = await house.person({});
    const { tenant, subject } = person;
    const before = await house.fingerprint(person);
    const path = `/internal/v1/subjects/${subject}`;
    const good = { tenant, password: SECOND };
    const requests = [
      ['GET', `${path}/password?tenant=${tenant}`],
      ['PUT', `${path}/password`, good],
      ['DELETE', `${path}/password?tenant=${tenant}`],
      ['POST', `${path}/unlock`, { tenant, reason: 'compromised' }],
      ['GET', `/internal/v1/changes/any?tenant=${tenant}`],
    ] as const;
    for (const [token, status] of [
      [await house.serviceToken('subjects:write'), 403],
      [await house.serviceToken('password:read password:admin events:read', stranger), 403],
      [person.token({ scope: 'password:read password:admin events:read' }), 403],
      ['forged', 401],
    ] as const) {
      for (const [method, url, body] of requests) {
        expect(await support.ask(method, url, body, token)).toMatchObject({ status });
      }
    }
    for (const body of [
      ...[{}, [], { tenant }, { ...good, password: [SECOND] }, { ...good, temporary: 'no' }],
      ...[
        { ...good, version: 1 },
        { ...good, must_change: false },
        { ...good, envelope: 'x' },
      ],
    ]) {
      expect(await support.ask('PUT', `${path}/password`, body)).toMatchObject({ status: 400 });
    }
    const nobody = { ...person, subject: 'nobody' as Person['subject'] };
    expect(await read(nobody)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await assign(nobody, { password: SECOND })).toMatchObject({ status: 404 });
    expect(await house.fingerprint(person)).toBe(before);
  });
});
