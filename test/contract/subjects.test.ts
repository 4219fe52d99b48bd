import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { subjectId } from '#libs/identity';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { Internal } from '../support/internal.js';

const SCOPES = 'subjects:write subjects:read';

describe('internal: people as their directory tells them', () => {
  let house: House;
  let directory: Internal;

  beforeAll(async () => {
    house = await openHouse();
    directory = await Internal.of(house, SCOPES);
  });
  afterAll(() => house.close());

  const somebody = ({ tenant }: Person) => ({ tenant, subject: subjectId(randomUUID()) });
  const email = (value: string, verified = true) => ({ type: 'EMAIL', value, verified });
  const known = async (who: Pick<Person, 'tenant' | 'subject'>) =>
    (await directory.get(who, '/export')).body as Record<string, unknown>;

  it('registers a person with everything, and tells it again', async () => {
    const who = somebody(await house.person({}));
    const entry = {
      identifiers: [email('Lina.Weber@Example.org'), { type: 'USERNAME', value: 'Lina' }],
      links: [{ iss: 'https://social.example', sub: 'lina-1' }],
      names: { given: 'Lina', family: 'Weber' },
      groups: ['operators'],
      managed_by: 'enterprise',
      version: 7,
    };
    expect(await directory.put(who, entry)).toMatchObject({
      status: 201,
      body: { subject: who.subject, quarantined: false },
    });
    expect(await known(who)).toMatchObject({
      ...{ status: 'active', managed_by: 'enterprise', groups: ['operators'], version: 7 },
      names: entry.names,
      links: entry.links,
      identifiers: [
        { type: 'EMAIL', value: 'Lina.Weber@Example.org', verified_at: expect.any(String) },
        { type: 'USERNAME', value: 'Lina', verified_at: null },
      ],
    });
    expect(await house.events(who as Person)).toEqual(['subject_registered']);
  });

  it('is the same however often it is told, and journaled only where something changed', async () => {
    const who = somebody(await house.person({}));
    const entry = { identifiers: [email('twice@example.org')], names: { given: 'Ada' } };
    expect(await directory.put(who, entry)).toMatchObject({ status: 201 });
    const before = await known(who);
    expect(await directory.put(who, entry)).toMatchObject({ status: 200 });
    expect(await known(who)).toEqual(before);
    expect(await directory.put(who, { identifiers: [] })).toMatchObject({ status: 200 });
    expect(await known(who)).toMatchObject({ identifiers: [], names: {} });
    expect(await house.events(who as Person)).toEqual(['subject_registered', 'subject_updated']);
  });

  it('never goes back to an older version; without one the last write wins', async () => {
    const who = somebody(await house.person({}));
    const named = (given: string, version?: number) =>
      directory.put(who, { identifiers: [], names: { given }, version });
    expect(await named('Second', 2)).toMatchObject({ status: 201 });
    expect(await named('First', 1)).toMatchObject({
      status: 409,
      body: { code: 'version_stale', stored_version: 2 },
    });
    expect(await named('Again', 2)).toMatchObject({ status: 200 });
    expect(await named('Unversioned')).toMatchObject({ status: 200 });
    expect(await named('First', 1)).toMatchObject({ status: 409 });
    expect(await known(who)).toMatchObject({ names: { given: 'Unversioned' }, version: 2 });
  });

  it('gives no identifier and no link to a second person, however it is spelled', async () => {
    const first = somebody(await house.person({ region: 'IN' }));
    const second = { ...first, subject: subjectId(randomUUID()) };
    const link = { iss: 'https://social.example', sub: 's' };
    const has = {
      identifiers: [email('One@Example.org'), { type: 'MOBILE', value: '7411639213' }],
    };
    expect(await directory.put(first, { ...has, links: [link] })).toMatchObject({ status: 201 });
    for (const [identifiers, index] of [
      [[email('one@EXAMPLE.org', false)], 0],
      [[email('two@example.org'), { type: 'MOBILE', value: '+91 7411 639213' }], 1],
    ] as const) {
      expect(await directory.put(second, { identifiers })).toMatchObject({
        status: 409,
        body: { code: 'identifier_taken', index },
      });
    }
    expect(await directory.put(second, { identifiers: [], links: [link] })).toMatchObject({
      status: 409,
      body: { code: 'link_taken', index: 0 },
    });
    expect(await directory.get(second, '/export')).toMatchObject({ status: 404 });
    // Types are namespaces, and so are tenants.
    const username = { type: 'USERNAME', value: 'one@example.org' };
    expect(await directory.put(second, { identifiers: [username] })).toMatchObject({ status: 201 });
    const elsewhere = somebody(await house.person({ region: 'IN' }));
    expect(await directory.put(elsewhere, has)).toMatchObject({ status: 201 });
  });

  it('lets one of many get an identifier that all want at once (R21)', async () => {
    const { tenant } = await house.person({});
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        directory.put(
          { tenant, subject: subjectId(randomUUID()) },
          { identifiers: [email('wanted@example.org')] },
        ),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(11).fill(409)]);
  });

  it('is for programs with the scope and the tenant (R12), and takes nothing else (R13, R14)', async () => {
    const person = await house.person({ password: 'Quiet-harbour-58, at night' });
    const stranger = await house.person({});
    const { tenant } = person;
    const before = await house.fingerprint(person);
    const path = `/internal/v1/subjects/${person.subject}`;
    const good = { tenant, identifiers: [] };
    for (const [token, status] of [
      [await house.serviceToken('subjects:read'), 403],
      [await house.serviceToken('subjects:write', stranger), 403],
      [person.token({ scope: 'subjects:write' }), 403],
      ['forged', 401],
    ] as const) {
      expect(await directory.ask('PUT', path, good, token)).toMatchObject({ status });
      const erased = await directory.ask('DELETE', `${path}?tenant=${tenant}`, undefined, token);
      expect(erased).toMatchObject({ status });
    }
    const malformed = [
      ...[{}, [], null, { tenant }, { ...good, identifiers: {} }, { ...good, status: 'gone' }],
      ...[
        { ...good, epoch: 0 },
        { ...good, cutoff_at: null },
        { ...good, factors_version: 1 },
      ],
      ...[
        { ...good, version: -1 },
        { ...good, version: '1' },
        { ...good, names: ['a'] },
      ],
      ...[
        { ...good, names: { given: 1 } },
        { ...good, groups: [''] },
        { ...good, links: [{}] },
      ],
      { ...good, identifiers: [{ type: 'SUB', value: 'a' }] },
      { ...good, identifiers: [{ type: 'EMAIL', value: 'no address' }] },
      { ...good, identifiers: [email('a@example.org'), email('A@example.org')] },
      { ...good, identifiers: [{ ...email('a@example.org'), verified_at: '2020-01-01' }] },
    ];
    for (const body of malformed) {
      expect(await directory.ask('PUT', path, body)).toMatchObject({ status: 400 });
    }
    const nowhere = { ...good, tenant: 'nobody' };
    expect(await directory.ask('PUT', path, nowhere)).toMatchObject({ status: 404 });
    expect(await house.fingerprint(person)).toBe(before);
  });
});
