import { expect, it } from '@jest/globals';

import type { AnswerTimes, DeviceTokens, SecurityLog, VerifyClaimant } from '#libs/credentials';
import { VerifyLogin } from '#libs/credentials';
import type { FindLoginClaimant } from '#libs/credentials';
import { Password, subjectId, tenantId } from '#libs/identity';

import { FakeHashing } from '../../support/fake-hashing.js';

/** Whoever is asked anything has cost something. */
const never = <Port extends object>(): Port =>
  new Proxy<Port>({} as Port, {
    get: (_, name) => {
      throw new Error(`${String(name)} was asked for`);
    },
  });

const times: AnswerTimes = { evenly: (work) => work() };

const command = {
  ...{ tenant: tenantId('demo'), whom: { subject: subjectId('anna') } },
  ...{ password: new Password('Quiet-harbour-58'), origin: { requestId: 'r' } },
};

const loginOver = (hashing: FakeHashing) =>
  new VerifyLogin(
    never<FindLoginClaimant>(),
    never<VerifyClaimant>(),
    never<DeviceTokens>(),
    times,
    never<SecurityLog>(),
    hashing,
  );

it('a login that cannot be served in time is told so before anybody is looked up (F08)', async () => {
  const hashing = new FakeHashing();
  hashing.full = { code: 'temporarily_overloaded', retryAfterSeconds: 3 };
  expect(await loginOver(hashing).verify(command)).toEqual({
    kind: 'refused',
    refusal: hashing.full,
  });
  expect(hashing.hashes).toBe(0);
  hashing.full = undefined;
  await expect(loginOver(hashing).verify(command)).rejects.toThrow('find was asked for');
});
