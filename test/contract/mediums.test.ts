import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { Internal } from '../support/internal.js';

const FIRST = 'Quiet-harbour-58, at night';

describe('internal: mediums', () => {
  let house: House;
  let token: string;
  let support: Internal;

  beforeAll(async () => {
    house = await openHouse();
    token = await house.serviceToken('methods:write');
    support = await Internal.of(house, 'password:admin');
  });
  afterAll(() => house.close());

  const pathOf = ({ subject }: Person, type: string, id: string) =>
    `/internal/v1/subjects/${subject}/methods/${type}/mediums/${id}`;
  const put = (person: Person, type: string, id: string, body: object, by = token) =>
    house.ask(
      house.verificationUrl,
      { method: 'PUT', path: pathOf(person, type, id), body: { tenant: person.tenant, ...body } },
      by,
    );
  const remove = (person: Person, type: string, id: string, by = token) =>
    house.ask(
      house.verificationUrl,
      { method: 'DELETE', path: `${pathOf(person, type, id)}?tenant=${person.tenant}` },
      by,
    );
  const list = async (person: Person) => {
    const sent = { method: 'POST', path: '/verification-srv/v2/setup/users/configured/list' };
    const { body } = await house.ask(house.verificationUrl, sent, await house.freshToken(person));
    const { data } = body as { data: { configured_list: { type: string; mediums: object[] }[] } };
    return data.configured_list.map(({ type, mediums }) => [type, mediums.length]);
  };

  it('are enrolled, renamed and removed, and show in the very next list', async () => {
    const person = await house.person({ password: FIRST, region: 'DE' });
    const [mail, phone] = [randomUUID(), randomUUID()];
    const address = { name: 'lina@example.org', verified: true };
    expect(await put(person, 'EMAIL', mail, address)).toMatchObject({
      status: 201,
      body: { id: mail, type: 'EMAIL', verified: true },
    });
    expect(
      await put(person, 'SMS', phone, { name: '0151 12345678', verified: true }),
    ).toMatchObject({
      status: 201,
    });
    expect(await list(person)).toEqual([
      ['EMAIL', 1],
      ['SMS', 1],
      ['PASSWORD', 0],
    ]);
    const [row] = await house.rows('SELECT name FROM verification.medium WHERE id = $1', [phone]);
    expect(row).toEqual({ name: '+4915112345678' });
    expect(await put(person, 'SMS', phone, { name: '+4915112345679' })).toMatchObject({
      status: 200,
    });
    // Not verified, so nobody is reached there.
    expect(await list(person)).toEqual([
      ['EMAIL', 1],
      ['PASSWORD', 0],
    ]);
    expect(await remove(person, 'EMAIL', mail)).toMatchObject({ status: 204 });
    expect(await remove(person, 'EMAIL', mail)).toMatchObject({ status: 404 });
    expect(await list(person)).toEqual([['PASSWORD', 0]]);
    expect(await house.events(person)).toEqual([
      ...['medium_written', 'medium_written', 'medium_written', 'medium_removed'],
    ]);
  });

  it('are kept where the last one is the last way in, and a TOTP is none', async () => {
    const person = await house.person({ totp: true });
    const mail = randomUUID();
    await put(person, 'EMAIL', mail, { name: 'a@example.org', verified: true });
    const last = { status: 409, body: { code: 'last_first_factor' } };
    expect(await remove(person, 'EMAIL', mail)).toMatchObject(last);
    expect(await put(person, 'EMAIL', mail, { name: 'a@example.org' })).toMatchObject(last);
    const other = randomUUID();
    await put(person, 'EMAIL', other, { name: 'b@example.org', verified: true });
    expect(await remove(person, 'EMAIL', mail)).toMatchObject({ status: 204 });
    expect(await remove(person, 'EMAIL', other)).toMatchObject(last);
  });

  it('and passwords: two services cannot together remove the last way in (R21)', async () => {
    for (let round = 0; round < 8; round += 1) {
      const person = await house.person({ password: FIRST });
      const mail = randomUUID();
      await put(person, 'EMAIL', mail, { name: 'a@example.org', verified: true });
      const answers = await Promise.all([
        remove(person, 'EMAIL', mail),
        support.delete(person, '/password'),
      ]);
      const done = answers.filter(({ status }) => status < 300);
      expect(done).toHaveLength(1);
      expect(await list(person)).toHaveLength(1);
    }
  });

  it('are for programs with the scope and the tenant (R12), and of types that have any (R13, R14)', async () => {
    const person = await house.person({ password: FIRST });
    const id = randomUUID();
    const good = { name: 'lina@example.org', verified: true };
    const stranger = await house.person({});
    for (const [by, status] of [
      [await house.serviceToken('methods:read'), 403],
      [await house.serviceToken('methods:write', stranger), 403],
      [person.token({ scope: 'methods:write' }), 403],
      ['forged', 401],
    ] as const) {
      expect(await put(person, 'EMAIL', id, good, by)).toMatchObject({ status });
      expect(await remove(person, 'EMAIL', id, by)).toMatchObject({ status });
    }
    for (const [type, which, body] of [
      ['PASSWORD', id, good],
      ['VOICE', id, good],
      ['EMAIL', 'not-a-uuid', good],
      ['EMAIL', id, { ...good, name: 'no address' }],
      ['SMS', id, { ...good, name: '12' }],
      ['EMAIL', id, { ...good, verified_at: '2020-01-01' }],
      ['EMAIL', id, { ...good, quarantined_at: null }],
      ['EMAIL', id, { verified: true }],
    ] as const) {
      expect(await put(person, type, which, body)).toMatchObject({ status: 400 });
    }
    const nobody = { ...person, subject: 'nobody' as Person['subject'] };
    expect(await put(nobody, 'EMAIL', id, good)).toMatchObject({ status: 404 });
    expect(await house.events(person)).toEqual([]);
  });
});
