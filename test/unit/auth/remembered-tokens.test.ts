import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import passportJwt from 'passport-jwt';

import type { FetchJson } from '#libs/auth';
import { KeyRing } from '#libs/auth';

import { TestIssuer, testKey } from '../../support/tokens.js';
import { Clock, GuardedApplication, INVALID, settingsOf } from './harness.js';

let clock: Clock;
let issuer: TestIssuer;
let application: GuardedApplication;
let down: boolean;

beforeEach(async () => {
  clock = new Clock();
  down = false;
  issuer = new TestIssuer('https://issuer.example', clock.now);
  const fetchJson: FetchJson = () =>
    down ? Promise.reject(new Error('down')) : Promise.resolve(issuer.jwks());
  const configured = issuer.configuration({ jwks: undefined, jwks_uri: 'https://keys.example' });
  application = await GuardedApplication.start(
    settingsOf([configured], { fetchJson, now: clock.now }),
  );
});

afterEach(async () => {
  jest.restoreAllMocks();
  await application.close();
});

const letIn = { caller: { sub: 'alice' } };
const longLived = () => issuer.mint({ exp: clock.seconds + 86_400 });

describe('A token whose signature was verified before', () => {
  it('is not verified again', async () => {
    const verifier = jest.spyOn(passportJwt.Strategy.prototype, 'authenticate');
    const token = issuer.mint();
    await application.asPerson(token);
    await application.asPerson(token);
    expect(await application.asPerson(token)).toMatchObject(letIn);
    expect(verifier).toHaveBeenCalledTimes(1);
  });

  it('is still good after the same keys were read again', async () => {
    const verifier = jest.spyOn(passportJwt.Strategy.prototype, 'authenticate');
    const token = longLived();
    await application.asPerson(token);
    clock.pass(601);
    await application.asPerson(token);
    await application.asPerson(issuer.mint({ sub: 'dora' }));
    expect(await application.asPerson(token)).toMatchObject(letIn);
    expect(verifier).toHaveBeenCalledTimes(2);
  });

  it('dies with its key when the issuer stops publishing it (F06)', async () => {
    const token = longLived();
    expect(await application.asPerson(token)).toMatchObject(letIn);
    issuer.rotate();
    clock.pass(601);
    await application.asPerson(issuer.mint());
    expect(await application.asPerson(token)).toEqual(INVALID);
  });

  it('dies at once with a removed key when the keys are purged (F06)', async () => {
    const token = longLived();
    expect(await application.asPerson(token)).toMatchObject(letIn);
    issuer.rotate();
    application.nest.get(KeyRing, { strict: false }).purge();
    expect(await application.asPerson(token)).toEqual(INVALID);
  });

  it('dies when another key takes its kid', async () => {
    const token = longLived();
    expect(await application.asPerson(token)).toMatchObject(letIn);
    issuer.rotate(testKey('ES256', issuer.key().kid));
    application.nest.get(KeyRing, { strict: false }).purge();
    expect(await application.asPerson(token)).toEqual(INVALID);
  });

  it('shares nothing with a token that ends with the same signature', async () => {
    const token = issuer.mint();
    expect(await application.asPerson(token)).toMatchObject(letIn);
    const [header, , signature] = token.split('.');
    const forged = [header, issuer.mint({ sub: 'dora' }).split('.')[1], signature].join('.');
    expect(await application.asPerson(forged)).toEqual(INVALID);
    expect(await application.asPerson(token)).toMatchObject(letIn);
  });

  it('is answered 503, not 401, once the issuer was down for too long (F06)', async () => {
    const token = longLived();
    expect(await application.asPerson(token)).toMatchObject(letIn);
    down = true;
    clock.pass(3599);
    expect(await application.asPerson(token)).toMatchObject(letIn);
    clock.pass(30);
    expect(await application.asPerson(token)).toMatchObject({ unavailable: 'jwks' });
    down = false;
    clock.pass(5);
    expect(await application.asPerson(token)).toMatchObject(letIn);
  });
});
