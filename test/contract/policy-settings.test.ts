import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';

const PATH = '/password-srv/settings/policy';

describe('admin: the policy of passwords', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const admin = (preset: 'nist-800-63b-4' | 'legacy' = 'nist-800-63b-4') =>
    house.person({ admin: true, preset, groups: ['operators'], email: true });
  const tokenOf = (person: Person) => person.token({ scope: 'tenant:admin' });
  const read = (token: string, rest = '') =>
    house.ask(house.passwordUrl, { method: 'GET', path: `${PATH}${rest}` }, token);
  const write = (token: string, body: unknown, etag?: string | null, rest = '') =>
    house.send(
      house.passwordUrl,
      { method: 'PUT', path: `${PATH}${rest}` },
      {
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          ...(etag ? { 'if-match': etag } : {}),
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      },
    );
  const problem = (status: number, code: string, more: object = {}) => ({
    status,
    body: { type: `https://id.example/problems/${code}`, status, code, ...more },
  });
  const asking = (rules: object, preset?: string) => ({
    format: 1,
    ...(preset === undefined ? {} : { preset }),
    rules,
  });

  it('is read, changed and journaled; what was read can be written back', async () => {
    const dora = await admin();
    const before = await read(tokenOf(dora));
    expect(before).toMatchObject({ status: 200, body: asking({}, 'nist-800-63b-4') });
    const changed = asking({ minimum: 12, history: 3 }, 'pci-dss-4');
    const after = await write(tokenOf(dora), changed, before.headers.get('etag'));
    expect(after).toMatchObject({ status: 200, body: changed });
    const again = await read(tokenOf(dora));
    expect([again.body, again.headers.get('etag')]).toEqual([
      after.body,
      after.headers.get('etag'),
    ]);
    expect(await write(tokenOf(dora), again.body, again.headers.get('etag'))).toMatchObject({
      status: 200,
    });
    expect(await house.events(dora)).toEqual([
      'password_policy_changed',
      'password_policy_changed',
    ]);
  });

  it('binds the very next password, of the group alone where it is the group’s (ASVS-6.1.2)', async () => {
    const dora = await admin();
    const set = (password: string) =>
      house.ask(
        house.passwordUrl,
        {
          method: 'POST',
          path: '/password-srv/password',
          body: { password, confirmPassword: password },
        },
        dora.token(),
      );
    const etag = (await read(tokenOf(dora), '?group=operators')).headers.get('etag');
    expect(etag).toBe('"0"');
    const rules = asking({ minimum: 20, classes: ['digit', 'upper'] });
    expect(await write(tokenOf(dora), rules, etag, '?group=operators')).toMatchObject({
      status: 200,
    });
    expect(await set('no digits in here')).toMatchObject({
      status: 422,
      body: {
        error: {
          violations: [
            { code: 'too_short', minimum: 20 },
            { code: 'missing_class', class: 'upper' },
            { code: 'missing_class', class: 'digit' },
          ],
        },
      },
    });
    const others = await read(tokenOf(dora), '?group=others');
    expect(await write(tokenOf(dora), rules, '"7"', '?group=others')).toMatchObject(
      problem(412, 'precondition_failed'),
    );
    expect(others.headers.get('etag')).toBe('"0"');
    expect((await set('Twenty characters and 1 more')).status).toBe(200);
  });

  it('asks for the version that is being changed, and lets one of 20 admins win (RFC 6585)', async () => {
    const token = tokenOf(await admin());
    const document = (await read(token)).body;
    expect(await write(token, document)).toMatchObject(problem(428, 'precondition_required'));
    for (const rest of ['', '?group=operators']) {
      const etag = (await read(token, rest)).headers.get('etag');
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) => write(token, asking({ history: n }), etag, rest)),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 412)).toHaveLength(19);
    }
  });

  it('is refused where it contradicts itself, also across tenant and group, with every reason', async () => {
    const token = tokenOf(await admin());
    const etag = (await read(token)).headers.get('etag');
    const clashing = { minimum: 100, maximum: 64, strengthRequired: 3, strengthShown: false };
    const legacy = asking(clashing, 'legacy');
    expect(await write(token, legacy, etag)).toMatchObject(
      problem(422, 'policy_contradiction', {
        contradictions: [
          { code: 'minimum_above_maximum', rules: expect.any(Array), text: expect.any(String) },
          expect.objectContaining({ code: 'score_required_but_hidden' }),
        ],
      }),
    );
    const narrow = await write(token, asking({ maximum: 64 }), etag);
    expect(narrow.status).toBe(200);
    const group = asking({ minimum: 65 });
    expect(await write(token, group, '"0"', '?group=operators')).toMatchObject(
      problem(422, 'policy_contradiction'),
    );
    const wide = await write(token, asking({}), narrow.headers.get('etag'));
    expect((await write(token, group, '"0"', '?group=operators')).status).toBe(200);
    expect(await write(token, asking({ maximum: 64 }), wide.headers.get('etag'))).toMatchObject(
      problem(422, 'policy_contradiction'),
    );
  });

  it('explains who imposed which rule', async () => {
    const token = tokenOf(await admin('legacy'));
    await write(token, asking({ minimum: 20 }), '"0"', '?group=operators');
    const answer = await read(token, '/explain?group=operators');
    const { rules } = answer.body as { rules: { rule: string }[] };
    const ruled = (name: string) => rules.find(({ rule }) => rule === name);
    expect(ruled('minimum')).toEqual({
      rule: 'minimum',
      value: 20,
      imposed_by: ['group:operators'],
    });
    expect(ruled('history')).toMatchObject({ value: 24, imposed_by: ['tenant'] });
    expect(ruled('maximum')).toMatchObject({ imposed_by: expect.arrayContaining(['platform']) });
    const { body } = await read(token, '/explain');
    expect(body).toMatchObject({
      rules: expect.arrayContaining([expect.objectContaining({ rule: 'minimum', value: 8 })]),
    });
  });

  it('names what contradicts which standard, in the reader’s language (NIST-3.1.1.2-5, NIST-3.1.1.2-6a)', async () => {
    const [legacy, nist] = [tokenOf(await admin('legacy')), tokenOf(await admin())];
    const in_ = async (language: string) =>
      house.send(
        house.passwordUrl,
        { method: 'GET', path: `${PATH}/compliance` },
        { headers: { authorization: `Bearer ${legacy}`, 'accept-language': language } },
      );
    const german = await in_('de-DE,de;q=0.9,en;q=0.1');
    expect(german.headers.get('content-language')).toBe('de');
    expect(german.body).toMatchObject({
      compliant: false,
      deviations: expect.arrayContaining([
        {
          code: 'nist_composition',
          standard: 'NIST SP 800-63B-4',
          id: '3.1.1.2-5',
          text: 'Regeln über Art oder Reihenfolge der Zeichen dürfen nicht bestehen.',
        },
        expect.objectContaining({ code: 'nist_rotation', id: '3.1.1.2-6a' }),
      ]),
    });
    expect((await in_('en')).body).not.toEqual(german.body);
    const { body } = await read(nist, '/compliance');
    const { deviations } = body as { deviations: { standard: string }[] };
    expect(deviations.filter(({ standard }) => standard !== 'PCI DSS 4.0.1')).toEqual([]);
  });

  it('is for admins by our row and by scope, and changed after a login of five minutes at most (ASVS-7.5.1)', async () => {
    const person = await house.person({});
    const dora = await admin();
    for (const rest of ['', '/explain', '/compliance']) {
      expect(await read(tokenOf(person), rest)).toMatchObject(problem(403, 'forbidden'));
      expect(await read(dora.token(), rest)).toMatchObject(problem(403, 'forbidden'));
    }
    const old = dora.token({ scope: 'tenant:admin', authAge: 301 });
    const etag = (await read(old)).headers.get('etag');
    const answer = await write(old, asking({}), etag);
    expect(answer).toMatchObject(problem(401, 'insufficient_user_authentication'));
    expect(answer.headers.get('www-authenticate')).toContain('max_age="300"');
  });

  it.each([
    ['a minimum below the platform’s', asking({ minimum: 7 }), 'rules.minimum'],
    ['an unknown rule', asking({ pattern: '^.*$' }), 'rules.pattern'],
    ['an unknown preset', asking({}, 'lax'), 'preset'],
    ['an unknown field', { ...asking({}), tenant: 'other' }, 'tenant'],
    ['a list', [], 'policy'],
    ['no format', { rules: {} }, 'format'],
  ])('refuses %s by name (R13, R14)', async (_name, body, field) => {
    const token = tokenOf(await admin());
    const etag = (await read(token)).headers.get('etag');
    const answer = await write(token, body, etag);
    expect(answer).toMatchObject(problem(400, 'invalid_request'));
    expect(answer.body).toMatchObject({ errors: [expect.objectContaining({ field })] });
    expect((await read(token)).headers.get('etag')).toBe(etag);
  });

  it.each(['?group=', '?group=a&group=b', `?group=${'g'.repeat(129)}`])(
    'refuses %s: a policy is one group’s, or the tenant’s',
    async (rest) => {
      const answer = await read(tokenOf(await admin()), rest);
      expect(answer).toMatchObject(problem(400, 'invalid_request'));
    },
  );

  it('reads bodies of up to one megabyte, and no more', async () => {
    const token = tokenOf(await admin());
    const body = (bytes: number) => `${JSON.stringify(asking({}))}${' '.repeat(bytes)}`;
    expect((await write(token, body(900_000), '"1"')).status).toBe(200);
    expect(await write(token, body(1_100_000), '"2"')).toMatchObject(
      problem(413, 'body_too_large'),
    );
  });
});
