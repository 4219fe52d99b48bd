import { request } from 'node:http';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { ServiceGrant } from '#libs/credentials';
import { tenantId } from '#libs/identity';

import { TestIssuer } from '../../support/tokens.js';
import { GuardedApplication, INVALID, MISSING, SERVICE_ONLY, settingsOf } from './harness.js';

const people = new TestIssuer('https://people.example');
const machines = new TestIssuer('https://machines.example');

const trusted = [
  people.configuration(),
  machines.configuration({ home_of: undefined, audience: undefined, services: true }),
];

const grant: ServiceGrant = {
  tenants: new Set([tenantId('demo')]),
  scopes: new Set(['password:verify', 'password:read']),
};

const serviceClients = {
  grantOf: (issuer: string, client: string) =>
    Promise.resolve(issuer === machines.issuer && client === 'login' ? grant : undefined),
};

let application: GuardedApplication;

beforeAll(async () => {
  application = await GuardedApplication.start(
    settingsOf(trusted, { serviceClients }),
    settingsOf([people.configuration({ audience: ['verification'] })]),
  );
});

afterAll(() => application.close());

describe('The guard of people’s routes', () => {
  it('lets a person in, again and again, as the same caller', async () => {
    const token = people.mint();
    const first = await application.asPerson(token);
    expect(first).toMatchObject({ caller: { sub: 'alice', tenant: 'demo', home: true } });
    expect(await application.asPerson(token)).toEqual(first);
  });

  it.each(['bearer', 'BEARER', 'bEaReR', 'Bearer '])('knows the scheme as %j', async (scheme) => {
    const verdict = await application.ask('/s0/person', {
      authorization: `${scheme} ${people.mint()}`,
    });
    expect(verdict).toMatchObject({ caller: { sub: 'alice' } });
  });

  it.each([
    ['no header', {}],
    ['another scheme', { authorization: 'Basic YWxpY2U6c2VjcmV0' }],
    ['a scheme without a token', { authorization: 'Bearer' }],
    ['a token without a scheme', { authorization: people.mint() }],
    ['the token in a header of its own', { 'x-access-token': people.mint() }],
    ['the token in a cookie', { cookie: `access_token=${people.mint()}` }],
  ])('finds no token in %s', async (_, headers) => {
    expect(await application.ask('/s0/person', headers as Record<string, string>)).toEqual(MISSING);
  });

  it('finds no token in the query, whatever it is called there', async () => {
    const token = people.mint();
    for (const name of ['access_token', 'token', 'authorization', 'auth_token']) {
      expect(await application.ask(`/s0/person?${name}=${token}`, {})).toEqual(MISSING);
    }
  });

  it('refuses two tokens in one header', async () => {
    const token = people.mint();
    const authorization = `Bearer ${token}, Bearer ${token}`;
    expect(await application.ask('/s0/person', { authorization })).toEqual(INVALID);
  });

  it('refuses several Authorization headers, also when each alone would do', async () => {
    const token = people.mint();
    expect(await application.asPerson(token)).toMatchObject({ caller: { sub: 'alice' } });
    const url = await application.listen();
    const headers = ['Authorization', `Bearer ${token}`, 'authorization', `Bearer ${token}`];
    application.forget();
    await new Promise((resolve, reject) => {
      const sent = request(`${url}/s0/person`, { headers: ['Host', 'localhost', ...headers] });
      sent.on('response', (response) => response.resume().on('end', resolve));
      sent.on('error', reject).end();
    });
    expect(application.verdict()).toEqual(INVALID);
  });

  it('refuses a program, whatever its issuer is trusted with', async () => {
    expect(await application.asPerson(machines.mintForService())).toEqual(INVALID);
  });
});

describe('The guard of internal routes', () => {
  it('lets a program in with what its row grants, narrowed by its token', async () => {
    const token = machines.mintForService({ scope: 'password:verify subjects:write' });
    expect(await application.asService(token)).toEqual({
      service: {
        client: 'login',
        issuer: machines.issuer,
        tenants: grant.tenants,
        scopes: new Set(['password:verify']),
      },
    });
  });

  it('grants nothing to a token without scopes', async () => {
    const verdict = await application.asService(machines.mintForService());
    expect(verdict).toMatchObject({ service: { scopes: new Set() } });
  });

  it.each([
    ['client_id', { client_id: 'login', azp: 'other', sub: 'other' }],
    ['azp', { azp: 'login', sub: 'other' }],
    ['sub', { sub: 'login' }],
  ])('knows a program by %s', async (_, claims) => {
    const verdict = await application.asService(machines.mintForService(claims));
    expect(verdict).toMatchObject({ service: { client: 'login' } });
  });

  it('refuses a person, whatever the scope', async () => {
    const token = people.mint({ scope: 'password:verify password:admin' });
    expect(await application.asService(token)).toEqual(SERVICE_ONLY);
    expect(await application.asService(token)).toEqual(SERVICE_ONLY);
  });

  it('refuses a program without a row, or with one of another issuer', async () => {
    expect(await application.asService(machines.mintForService({ sub: 'x' }))).toEqual(
      SERVICE_ONLY,
    );
  });

  it('asks for the row with every request (ASVS-8.3.2)', async () => {
    let granted: ServiceGrant | undefined = grant;
    const changing = { grantOf: () => Promise.resolve(granted) };
    const own = await GuardedApplication.start(settingsOf(trusted, { serviceClients: changing }));
    const token = machines.mintForService();
    expect(await own.asService(token)).toMatchObject({ service: { client: 'login' } });
    granted = undefined;
    expect(await own.asService(token)).toEqual(SERVICE_ONLY);
    await own.close();
  });

  it('refuses the internal audience from an issuer that is not for services', async () => {
    const token = people.mintForService({ scope: 'password:verify' });
    expect(await application.asService(token)).toEqual(INVALID);
  });

  it('says that a token is missing where there is none', async () => {
    expect(await application.asService(undefined)).toEqual(MISSING);
  });

  it('lets nobody in where no clients are configured', async () => {
    const own = await GuardedApplication.start(settingsOf(trusted));
    expect(await own.asService(machines.mintForService())).toEqual(SERVICE_ONLY);
    await own.close();
  });
});

describe('Two services side by side in one process', () => {
  it('each accept their own audience only', async () => {
    const first = people.mint({ aud: 'latchkey' });
    const second = people.mint({ aud: 'verification' });
    expect(await application.asPerson(first, 0)).toMatchObject({ caller: { sub: 'alice' } });
    expect(await application.asPerson(first, 1)).toEqual(INVALID);
    expect(await application.asPerson(second, 1)).toMatchObject({ caller: { sub: 'alice' } });
    expect(await application.asPerson(second, 0)).toEqual(INVALID);
  });

  it('both accept a token for both (ASVS-9.2.3)', async () => {
    const token = people.mint({ aud: ['latchkey', 'verification'] });
    expect(await application.asPerson(token, 0)).toMatchObject({ caller: { sub: 'alice' } });
    expect(await application.asPerson(token, 1)).toMatchObject({ caller: { sub: 'alice' } });
  });

  it('tell parallel requests apart', async () => {
    const own = await GuardedApplication.start(settingsOf(trusted));
    const subjects = Array.from({ length: 20 }, (_, index) => `person-${index}`);
    const answers = await Promise.all(subjects.map((sub) => own.subjectOf(people.mint({ sub }))));
    expect(answers).toEqual(subjects);
    await own.close();
  });
});
