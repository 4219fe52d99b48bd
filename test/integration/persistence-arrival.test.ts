import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { TenantId } from '#libs/identity';
import { subjectId } from '#libs/identity';
import { PackedWordLists } from '#libs/breach-corpus';
import type { Database } from '#libs/persistence';
import { TypeormPasswordCredentials } from '#libs/persistence';

import { callerOf, givenPerson, givenTenant, newPassword } from '../support/builders.js';
import { connected, sql, testDatabase } from '../support/postgres.js';

let ownerUrl: string;
let owner: Database;
let service: Database;
let tenant: TenantId;
let credentials: TypeormPasswordCredentials;

beforeAll(async () => {
  const database = await testDatabase();
  ({ ownerUrl } = database);
  owner = await connected(ownerUrl);
  service = await connected(database.urls.password);
  tenant = await givenTenant(owner, { secondFactor: 'required' });
  credentials = new TypeormPasswordCredentials(service, new PackedWordLists());
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
      tenant: { passwordEnabled: true, secondFactorRequired: true },
      policy: { preset: 'nist-800-63b-4', minimum: 8 },
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
      changedAt: expect.any(Date),
      changedWithinLastMinute: true,
      changeWaitSeconds: 0,
      breach: { state: 'clean', corpusVersion: 'test', checkedAt: expect.any(Date) },
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

describe('what a new password is judged by', () => {
  const savePolicy = (scope: string, document: object) =>
    sql(ownerUrl, 'INSERT INTO tenancy.policy (tenant, scope, document) VALUES ($1, $2, $3)', [
      tenant,
      scope,
      JSON.stringify({ format: 1, ...document }),
    ]);
  const saveWords = (words: readonly string[]) =>
    sql(
      ownerUrl,
      `INSERT INTO tenancy.word_list AS w (tenant, words) VALUES ($1, $2)
       ON CONFLICT (tenant) DO UPDATE SET version = w.version + 1, words = $2`,
      [tenant, words],
    );

  it('composes the tenant’s policy with those of the person’s own groups alone', async () => {
    const operators = `operators-${randomUUID()}`;
    const person = await givenPerson(owner, tenant, { groups: [operators] });
    const colleague = await givenPerson(owner, tenant, { groups: ['nobody asks them'] });
    await savePolicy(operators, { rules: { minimum: 20, history: 5 } });
    expect((await credentials.onArrival(callerOf(person)))?.policy).toMatchObject({
      preset: 'nist-800-63b-4',
      minimum: 20,
      history: 5,
    });
    const others = await credentials.onArrival(callerOf(colleague));
    expect(others?.policy).toMatchObject({ minimum: 8, history: 0 });
    await sql(
      ownerUrl,
      `UPDATE tenancy.policy SET version = version + 1,
         document = jsonb_set(document, '{rules,minimum}', '30')
       WHERE tenant = $1 AND scope = $2`,
      [tenant, operators],
    );
    expect((await credentials.onArrival(callerOf(person)))?.policy.minimum).toBe(30);
  });

  it('is the platform’s default where a tenant has saved nothing', async () => {
    const bare = await givenTenant(owner);
    await sql(ownerUrl, 'DELETE FROM tenancy.policy WHERE tenant = $1', [bare]);
    const account = await credentials.onArrival(callerOf(await givenPerson(owner, bare)));
    expect(account?.policy).toMatchObject({ preset: 'nist-800-63b-4', minimum: 15 });
  });

  it('knows the words of the person and the place (ASVS-6.2.11)', async () => {
    const lookup = randomUUID();
    const person = await givenPerson(owner, tenant, {
      names: { given: 'Ada', family: 'Lovelace' },
      identifiers: [
        { type: 'USERNAME', value: lookup, lookup },
        { type: 'MOBILE', value: '+4915112345678', lookup },
      ],
    });
    expect((await credentials.onArrival(callerOf(person)))?.context.about).toEqual({
      userNames: [lookup],
      emails: [person.email],
      phones: ['+4915112345678'],
      names: ['Ada', 'Lovelace'],
      tenantNames: [tenant, 'Test tenant'],
      productNames: ['Latchkey'],
    });
  });

  it('knows the tenant’s list, and a changed one at once, also one that was saved unpacked', async () => {
    const person = await givenPerson(owner, tenant);
    const listed = async (word: string) =>
      (await credentials.onArrival(callerOf(person)))?.context.deniedWords.sourcesOf(word);
    expect(await listed('waterfront')).toEqual([]);
    await saveWords(['waterfront']);
    for (const _again of [1, 2]) expect(await listed('waterfront')).toEqual(['word_list']);
    await saveWords(['harbour']);
    expect(await listed('waterfront')).toEqual([]);
    expect(await listed('harbour')).toEqual(['word_list']);
  });
});
