import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { TenantId } from '#libs/identity';
import { subjectId } from '#libs/identity';
import type { Database } from '#libs/persistence';
import { TypeormPasswordCredentials } from '#libs/persistence';

import { callerOf, givenPerson, givenTenant, newPassword } from '../support/builders.js';
import { connected, testDatabase } from '../support/postgres.js';

let owner: Database;
let service: Database;
let tenant: TenantId;
let credentials: TypeormPasswordCredentials;

beforeAll(async () => {
  const database = await testDatabase();
  owner = await connected(database.ownerUrl);
  service = await connected(database.urls.password);
  tenant = await givenTenant(owner, { secondFactor: 'required' });
  credentials = new TypeormPasswordCredentials(service);
});

afterAll(() => Promise.all([owner.close(), service.close()]));

describe('what a request is judged by', () => {
  it('knows nobody of an unknown subject, and nobody of an equal subject elsewhere (ASVS-8.4.1)', async () => {
    const person = await givenPerson(owner, tenant);
    const elsewhere = await givenTenant(owner);
    expect(await credentials.onArrival(callerOf({ ...person, tenant: elsewhere }))).toBeUndefined();
    const unknown = callerOf({ tenant, subject: subjectId(randomUUID()) });
    expect(await credentials.onArrival(unknown)).toBeUndefined();
  });

  it('tells a person without a password from one with', async () => {
    const person = await givenPerson(owner, tenant);
    const before = await credentials.onArrival(callerOf(person));
    expect(before).toMatchObject({
      subject: person.subject,
      standing: { status: 'active', epoch: 0 },
      quarantined: false,
      hasVerifiedContact: true,
      tenant: { passwordEnabled: true, secondFactorRequired: true, preset: 'nist-800-63b-4' },
      waitSeconds: 0,
    });
    expect(before?.enrolled).toEqual(new Set(['EMAIL']));
    expect(before).not.toHaveProperty('credential');
    expect(before).not.toHaveProperty('managedBy');

    const next = newPassword(person);
    await credentials.setFirst(next);
    const after = await credentials.onArrival(callerOf(person));
    expect(after?.credential).toEqual({
      version: 1,
      envelope: next.envelope,
      changeId: next.changeId,
      changedWithinLastMinute: true,
    });
  });

  it('finds people of a foreign issuer by their link, never by an equal sub (R16, ASVS-6.8.1)', async () => {
    const linked = { iss: 'https://partner.test', sub: randomUUID() };
    const person = await givenPerson(owner, tenant, { links: [linked] });
    const foreign = { home: false, issuer: linked.iss };
    const equalSub = callerOf(person, foreign);
    expect(await credentials.onArrival(equalSub)).toBeUndefined();

    const byLink = callerOf({ tenant, subject: subjectId(linked.sub) }, foreign);
    expect(await credentials.onArrival(byLink)).toMatchObject({ subject: person.subject });
    const otherIssuer = { ...byLink, issuer: 'https://other.test' };
    expect(await credentials.onArrival(otherIssuer)).toBeUndefined();
  });

  it('shows who manages the identity, that it is disabled, and a contact by identifier alone', async () => {
    const verifiedAt = new Date('2024-05-05T00:00:00Z');
    const lookup = `${randomUUID()}@mail.test`;
    const person = await givenPerson(owner, tenant, {
      managedBy: 'corp',
      status: 'disabled',
      mediums: [],
      identifiers: [{ type: 'EMAIL', value: lookup, lookup, verifiedAt }],
    });
    const account = await credentials.onArrival(callerOf(person));
    expect(account).toMatchObject({
      managedBy: 'corp',
      standing: { status: 'disabled' },
      hasVerifiedContact: true,
    });
    expect(account?.enrolled).toEqual(new Set());
  });
});
