import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { TestIssuer } from '../../support/tokens.js';
import { Clock, EXPIRED, GuardedApplication, INVALID, settingsOf } from './harness.js';

let clock: Clock;
let issuer: TestIssuer;
let application: GuardedApplication;

beforeEach(async () => {
  clock = new Clock();
  issuer = new TestIssuer('https://issuer.example', clock.now);
  application = await GuardedApplication.start(
    settingsOf([issuer.configuration()], { now: clock.now }),
  );
});

afterEach(() => application.close());

const letIn = { caller: { sub: 'alice' } };

describe('By an exact clock (R25c, F05, ASVS-9.2.1)', () => {
  it.each(['iat', 'nbf', 'auth_time'])('%s may be 60 s ahead of it, no more', async (claim) => {
    const within = issuer.mint({ [claim]: clock.seconds + 60 });
    expect(await application.asPerson(within)).toMatchObject(letIn);
    const beyond = issuer.mint({ [claim]: clock.seconds + 61 });
    expect(await application.asPerson(beyond)).toEqual(INVALID);
  });

  it('a token lives up to its exp, and not a second longer', async () => {
    const within = issuer.mint({ exp: clock.seconds + 1 });
    expect(await application.asPerson(within)).toMatchObject(letIn);
    const over = issuer.mint({ exp: clock.seconds });
    expect(await application.asPerson(over)).toEqual(EXPIRED);
  });

  it('a token whose signature was verified before still expires', async () => {
    const token = issuer.mint({ exp: clock.seconds + 10 });
    expect(await application.asPerson(token)).toMatchObject(letIn);
    clock.pass(9);
    expect(await application.asPerson(token)).toMatchObject(letIn);
    clock.pass(1);
    expect(await application.asPerson(token)).toEqual(EXPIRED);
    expect(await application.asPerson(token)).toEqual(EXPIRED);
  });

  it.each(['2020-01-01T00:00:00Z', '2100-01-01T00:00:00Z'])(
    'a token of %s is good at that time, whatever the machine’s clock says',
    async (time) => {
      clock.at = new Date(time);
      const token = issuer.mint({ nbf: clock.seconds });
      expect(await application.asPerson(token)).toMatchObject(letIn);
    },
  );

  it('a forged token that is also expired is invalid, not expired', async () => {
    const forged = issuer.mint({ exp: 1 }, { signature: () => 'AAAA' });
    expect(await application.asPerson(forged)).toEqual(INVALID);
  });

  it('a token that was from the future is let in when its time has come', async () => {
    const token = issuer.mint({ nbf: clock.seconds + 90 });
    expect(await application.asPerson(token)).toEqual(INVALID);
    clock.pass(30);
    expect(await application.asPerson(token)).toMatchObject(letIn);
  });
});
