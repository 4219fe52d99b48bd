import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House } from '../support/house.js';
import { openHouse } from '../support/house.js';
import type { Answer } from './tongue.js';

describe('internal: trying a password for another service', () => {
  let house: House;
  let service: string;

  beforeAll(async () => {
    house = await openHouse();
    service = await house.serviceToken('password:evaluate');
  });
  afterAll(() => house.close());

  const evaluate = (body: object, token = service): Promise<Answer> =>
    house.ask(
      house.passwordUrl,
      { method: 'POST', path: '/internal/v1/passwords/evaluate', body },
      token,
    );

  it('judges it for somebody who is about to sign up, by the tenant’s policy and names', async () => {
    const { tenant } = await house.person({});
    const good = await evaluate({ tenant, password: 'quite another passphrase 58' });
    expect(good).toMatchObject({
      status: 200,
      body: {
        ...{ admissible: true, violations: [] },
        unknown: expect.arrayContaining(['same_as_current']),
        score: expect.any(Number),
        breach: { verdict: 'clean', corpus_version: expect.any(String) },
      },
    });
    expect((await evaluate({ tenant, password: tenant })).body).toMatchObject({
      admissible: false,
      violations: expect.arrayContaining([{ code: 'too_short', minimum: 15 }]),
    });
    expect((await evaluate({ tenant, password: 'passwordpassword' })).body).toMatchObject({
      admissible: false,
      breach: { verdict: 'breached' },
    });
  });

  it('judges it for a person by what binds them, and looks at no credential', async () => {
    const password = 'a current passphrase of mine';
    const person = await house.person({ password, email: 'mannheim-muster@mail.example' });
    const { tenant, subject } = person;
    const before = [house.hashes(), await house.fingerprint(person)];
    expect((await evaluate({ tenant, subject, password })).body).toMatchObject({
      admissible: true,
    });
    expect((await evaluate({ tenant, subject, password: 'Mannheim-Muster!' })).body).toMatchObject({
      admissible: false,
      violations: [{ code: 'context_word', source: expect.any(String) }],
    });
    expect([house.hashes(), await house.fingerprint(person)]).toEqual(before);
  });

  it('answers the same question always the same, and never with a limit', async () => {
    const { tenant } = await house.person({});
    const texts = new Set<string>();
    for (let n = 0; n < 70; n += 1) {
      texts.add((await evaluate({ tenant, password: 'a good one to try out 7' })).text);
    }
    expect(texts.size).toBe(1);
  });

  it('knows no tenant and no subject that there is not, and needs its scope', async () => {
    const { tenant } = await house.person({});
    const password = 'a good one to try out 7';
    const nobody = await evaluate({ tenant, subject: 'nobody', password });
    expect(nobody).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect((await evaluate({ tenant: 'no-such-tenant', password })).status).toBe(404);
    const other = await house.serviceToken('password:verify');
    expect((await evaluate({ tenant, password }, other)).status).toBe(403);
  });
});
