import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { VerificationType } from '#libs/identity';
import { subjectId, tenantId } from '#libs/identity';
import type { Database } from '#libs/persistence';
import {
  TypeormDirectory,
  TypeormPasswordCredentials,
  TypeormServiceClients,
  TypeormTenantSettings,
  TypeormVerificationMethods,
} from '#libs/persistence';

import type { Person } from '../support/builders.js';
import { callerOf, givenPerson, givenTenant, newPassword } from '../support/builders.js';
import type { TestDatabase } from '../support/postgres.js';
import { connected, sql, testDatabase } from '../support/postgres.js';

let database: TestDatabase;
let owner: Database;
let passwordSrv: Database;
let verificationSrv: Database;

beforeAll(async () => {
  database = await testDatabase();
  owner = await connected(database.ownerUrl);
  passwordSrv = await connected(database.urls.password);
  verificationSrv = await connected(database.urls.verification);
});

afterAll(() => Promise.all([owner, passwordSrv, verificationSrv].map((each) => each.close())));

describe('the methods of a person', () => {
  const methods = (): TypeormVerificationMethods => new TypeormVerificationMethods(verificationSrv);

  it('show PASSWORD in the very moment of the change, through the view', async () => {
    const person = await givenPerson(owner, await givenTenant(owner));
    expect(await methods().ofSubject(callerOf(person))).toMatchObject({ hasPassword: false });
    await new TypeormPasswordCredentials(passwordSrv).setFirst(newPassword(person));
    expect(await methods().ofSubject(callerOf(person))).toMatchObject({ hasPassword: true });
  });

  it('come in the order of enrolment, verified ones only, with the tenant’s switches', async () => {
    const tenant = await givenTenant(owner, { methods: ['EMAIL', 'TOTP'] });
    const person = await givenPerson(owner, tenant, { mediums: [] });
    const directory = new TypeormDirectory(owner);
    const day = (number: number): Date => new Date(Date.UTC(2024, 0, number));
    const put = (type: 'EMAIL' | 'TOTP' | 'SMS', enrolledAt: Date, verifiedAt?: Date) =>
      directory.putMedium({
        ...{ tenant, subject: person.subject, id: randomUUID(), type, name: type, enrolledAt },
        ...(verifiedAt && { verifiedAt }),
      });
    await put('TOTP', day(2), day(9));
    await put('EMAIL', day(1), day(9));
    await put('SMS', day(3));
    const arrival = await methods().ofSubject(callerOf(person));
    expect(arrival?.mediums.map(({ type }) => type)).toEqual(['EMAIL', 'TOTP']);
    expect(arrival?.switchedOn).toEqual(new Set(['EMAIL', 'TOTP']));
    expect((await methods().ofTenant(callerOf(person)))?.switchedOn).toEqual(arrival?.switchedOn);
  });

  it('tell at once that sessions have ended (R07)', async () => {
    const person = await givenPerson(owner, await givenTenant(owner));
    await new TypeormPasswordCredentials(passwordSrv).setFirst(newPassword(person));
    for (const arrival of [
      await methods().ofSubject(callerOf(person)),
      await methods().ofTenant(callerOf(person)),
    ]) {
      expect(arrival?.standing).toMatchObject({
        epoch: 1,
        cutoff: { at: expect.any(Date), kept: { sid: 'session-1' } },
      });
    }
  });

  it('are those of the linked subject for people of a foreign issuer', async () => {
    const tenant = await givenTenant(owner);
    const link = { iss: 'https://partner.test', sub: randomUUID() };
    const person = await givenPerson(owner, tenant, { links: [link] });
    const foreign = { home: false, issuer: link.iss };
    const caller = callerOf({ tenant, subject: subjectId(link.sub) }, foreign);
    const arrival = await methods().ofSubject(caller);
    expect(arrival?.mediums.map(({ name }) => name)).toEqual([person.email]);
    expect(await methods().ofSubject(callerOf(person, foreign))).toBeUndefined();
    expect(await methods().ofTenant(callerOf(person, foreign))).toBeUndefined();
  });
});

describe('the settings of a tenant', () => {
  const settings = (): TypeormTenantSettings => new TypeormTenantSettings(verificationSrv);
  const before = {
    switchedOn: new Set<VerificationType>(['EMAIL']),
    secondFactor: 'optional',
  } as const;
  const after = {
    switchedOn: new Set<VerificationType>(['PUSH']),
    secondFactor: 'required',
  } as const;
  const write = ({ tenant, subject }: Person, requestId = 'r') =>
    ({ tenant, by: subject, origin: { requestId, ip: '192.0.2.9' }, before, after }) as const;

  it('know their admin by a row of ours', async () => {
    const person = await givenPerson(owner, await givenTenant(owner));
    expect(await settings().onArrival(callerOf(person))).toMatchObject({
      admin: false,
      version: 1,
    });
    await new TypeormDirectory(owner).putAdmin(person.tenant, person.subject);
    expect(await settings().onArrival(callerOf(person))).toMatchObject({ admin: true });
  });

  it('are written once of twenty at the same version, and journalled once', async () => {
    const person = await givenPerson(owner, await givenTenant(owner));
    const all = await Promise.all(
      Array.from({ length: 20 }, () => settings().replace(write(person), 1)),
    );
    expect(all.filter((written) => written !== undefined)).toEqual([{ version: 2 }]);
    const arrival = await settings().onArrival(callerOf(person));
    expect(arrival).toMatchObject({ version: 2, settings: after });
    const events = await sql(
      database.ownerUrl,
      'SELECT type, data FROM journal.event WHERE tenant = $1 AND subject = $2',
      [person.tenant, person.subject],
    );
    expect(events).toEqual([
      {
        type: 'multifactor_settings_changed',
        data: {
          before: { methods: ['EMAIL'], second_factor: 'optional' },
          after: { methods: ['PUSH'], second_factor: 'required' },
          ip: '192.0.2.9',
          request_id: 'r',
        },
      },
    ]);
  });

  it('stay as they are for a stale version', async () => {
    const person = await givenPerson(owner, await givenTenant(owner));
    expect(await settings().replace(write(person), 4)).toBeUndefined();
    expect(await settings().onArrival(callerOf(person))).toMatchObject({ version: 1 });
  });
});

describe('a service client', () => {
  it('has what its row grants, and one that is not ours has nothing', async () => {
    const clients = new TypeormServiceClients(passwordSrv);
    const directory = new TypeormDirectory(owner);
    const [issuer, client] = ['https://services.test', randomUUID()];
    expect(await clients.grantOf(issuer, client)).toBeUndefined();

    const scopes = ['password:verify', 'methods:read'];
    await directory.putServiceClient({ issuer, client, tenants: 'all', scopes });
    expect(await clients.grantOf(issuer, client)).toEqual({
      tenants: 'all',
      scopes: new Set(scopes),
    });
    const tenants = [tenantId('demo')];
    await directory.putServiceClient({ issuer, client, tenants, scopes: [] });
    expect(await clients.grantOf(issuer, client)).toEqual({
      tenants: new Set(tenants),
      scopes: new Set(),
    });
  });
});

describe('the directory', () => {
  it('registers the same person twice with the same outcome', async () => {
    const tenant = await givenTenant(owner);
    const lookup = `${randomUUID()}@mail.test`;
    const identifiers = [{ type: 'EMAIL' as const, value: lookup, lookup }];
    const registration = { identifiers, links: [{ iss: 'i', sub: randomUUID() }] };
    const person = await givenPerson(owner, tenant, registration);
    await new TypeormDirectory(owner).putSubject({
      tenant,
      subject: person.subject,
      ...registration,
    });
    const [row] = await sql<{ n: number }>(
      database.ownerUrl,
      'SELECT count(*)::int AS n FROM directory.identifier WHERE tenant = $1',
      [tenant],
    );
    expect(row?.n).toBe(1);
  });

  it('never takes a link away from somebody else (R16)', async () => {
    const tenant = await givenTenant(owner);
    const links = [{ iss: 'i', sub: randomUUID() }];
    await givenPerson(owner, tenant, { links });
    await expect(givenPerson(owner, tenant, { links })).rejects.toThrow(/another subject/);
  });
});
