import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { TenantId } from '#libs/identity';
import { tenantId } from '#libs/identity';

import { TestIssuer } from '../../support/tokens.js';
import { GuardedApplication, settingsOf } from './harness.js';

const people = new TestIssuer('https://people.example');
const machines = new TestIssuer('https://machines.example');

const trusted = [
  people.configuration(),
  machines.configuration({ home_of: undefined, audience: undefined, services: true }),
];

const serviceClients = {
  grantOf: (issuer: string, client: string) =>
    Promise.resolve(
      issuer === machines.issuer && client === 'login'
        ? { tenants: new Set<TenantId>([tenantId('demo')]), scopes: new Set(['a', 'b']) }
        : undefined,
    ),
};

const invalid = { refusal: { code: 'invalid_token', problem: 'invalid' } };
const missing = { refusal: { code: 'invalid_token', problem: 'missing' } };
const serviceOnly = { refusal: { code: 'forbidden', reason: 'service_only' } };

let application: GuardedApplication;

beforeAll(async () => {
  application = await GuardedApplication.start(settingsOf(trusted, { serviceClients }));
});

afterAll(() => application.close());

describe('The guard of people’s routes', () => {
  it('lets a person in with an access token', async () => {
    const verdict = await application.asPerson(people.mint());
    expect(verdict).toMatchObject({ caller: { sub: 'alice', tenant: 'demo', home: true } });
  });

  it('lets the same token in again, as the same caller', async () => {
    const token = people.mint();
    const first = await application.asPerson(token);
    expect(await application.asPerson(token)).toEqual(first);
  });
});
