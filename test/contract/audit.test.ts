import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { adminToken, askRules } from '../support/policies.js';

const FIRST = 'Quiet-harbour-58, at night';
const SECOND = 'Distant mountains, 1 lake';

interface Told {
  readonly id: string;
  readonly at: string;
  readonly type: string;
  readonly subject: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

describe('admin: what happened', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const dora = (more = {}) => house.person({ admin: true, email: true, ...more });
  const read = async (admin: Person, query = '') =>
    house.ask(
      house.passwordUrl,
      { method: 'GET', path: `/password-srv/audit${query}` },
      await adminToken(house, admin),
    );
  const told = async (admin: Person, query = '') => {
    const { status, body } = await read(admin, query);
    expect(status).toBe(200);
    return body as { events: Told[]; next: string | null };
  };
  const typesOf = async (admin: Person, query = '') =>
    (await told(admin, query)).events.map(({ type }) => type);
  const required = async ({ tenant, subject }: Person, reason: string) => {
    const path = `/internal/v1/subjects/${subject}/password/require-change`;
    const sent = { method: 'POST', path, body: { tenant, reason } };
    return house.ask(house.passwordUrl, sent, await house.serviceToken('password:admin'));
  };
  const changed = async (person: Person) => {
    const body = { old_password: FIRST, new_password: SECOND, confirm_password: SECOND };
    const sent = { method: 'PUT', path: '/password-srv/password', body };
    return house.ask(house.passwordUrl, sent, await house.freshToken(person));
  };

  it('tells when, who, what, outcome, request and address (ASVS-16.2.1)', async () => {
    const admin = await dora();
    const person = await house.person({ sameTenantAs: admin, password: FIRST });
    await required(person, 'compromised');
    const { headers, body } = await changed(person);
    const { change_id } = (body as { data: { change_id: string } }).data;

    const { events, next } = await told(admin);
    expect(next).toBeNull();
    expect(events).toEqual([
      {
        id: expect.any(String),
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        type: 'password_changed',
        outcome: 'success',
        subject: person.subject,
        actor: { kind: 'person', id: person.subject },
        txn: headers.get('x-request-id'),
        ip: '127.0.0.1',
        details: { change_id },
      },
      expect.objectContaining({
        type: 'password_change_required',
        subject: person.subject,
        actor: { kind: 'service', id: expect.stringMatching(/^client-/) },
        details: { reason: 'compromised' },
      }),
    ]);
  });

  it('goes back page by page, and none is told twice or left out', async () => {
    const admin = await dora();
    for (let minimum = 15; minimum < 22; minimum += 1) await askRules(house, admin, { minimum });
    const all = (await told(admin)).events;
    expect(all).toHaveLength(7);

    const walked: Told[] = [];
    let after: string | null = null;
    do {
      const page = await told(admin, `?limit=3${after ? `&after=${after}` : ''}`);
      walked.push(...page.events);
      after = page.next;
    } while (after !== null);
    expect(walked).toEqual(all);
  });

  it('finds a time, a person and a type', async () => {
    const admin = await dora();
    const person = await house.person({ sameTenantAs: admin, password: FIRST });
    await askRules(house, admin, { minimum: 16 });
    await required(person, 'compromised');
    await changed(person);
    expect(await typesOf(admin, `?subject=${person.subject}`)).toEqual([
      'password_changed',
      'password_change_required',
    ]);
    expect(await typesOf(admin, '?type=password_policy_changed')).toHaveLength(1);
    expect(await typesOf(admin, `?subject=${person.subject}&type=password_set`)).toEqual([]);

    const [last, middle, first] = (await told(admin)).events;
    const since = `?from=${middle?.at ?? ''}`;
    expect((await told(admin, since)).events).toEqual([last, middle]);
    expect((await told(admin, `?to=${middle?.at ?? ''}`)).events).toEqual([first]);
    expect(await typesOf(admin, '?from=2020-01-01T00:00:00Z&to=2021-01-01T00:00:00Z')).toEqual([]);
  });

  it('finds what an admin has done about a person with that person, and says who it was', async () => {
    const admin = await dora({ preset: 'legacy' });
    const person = await house.person({ sameTenantAs: admin, preset: 'legacy', password: FIRST });
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const exemption = { owner: 'Head of operations', reason: 'Until the successor is there.' };
    const body = { subject: person.subject, rule: 'maximum_age', until, ...exemption };
    const granted = await house.send(
      house.passwordUrl,
      { method: 'POST', path: '/password-srv/settings/exemptions' },
      {
        headers: {
          authorization: `Bearer ${await adminToken(house, admin)}`,
          'content-type': 'application/json',
          'if-match': '"0"',
        },
        body: JSON.stringify(body),
      },
    );
    expect(granted.status).toBe(201);
    expect((await told(admin, `?subject=${person.subject}`)).events).toEqual([
      expect.objectContaining({
        ...{ type: 'exemption_granted', subject: person.subject },
        actor: { kind: 'person', id: admin.subject },
        details: expect.objectContaining({ rule: 'maximum_age', ...exemption }),
      }),
    ]);
  });

  it('looks at no more than 5,000 events for one page, and says where to go on', async () => {
    const admin = await dora();
    await askRules(house, admin, { minimum: 16 });
    await house.rows(
      `INSERT INTO journal.event (tenant, subject, subject_seq, type, data)
       SELECT $1, 'many', n, 'password_changed', '{}' FROM generate_series(1, 5000) n`,
      [admin.tenant],
    );
    const query = '?type=password_policy_changed';
    const first = await told(admin, query);
    expect(first).toMatchObject({ events: [], next: expect.any(String) });
    const second = await told(admin, `${query}&after=${first.next ?? ''}`);
    expect(second).toMatchObject({ events: [{ type: 'password_policy_changed' }], next: null });
  });

  it('is a file for spreadsheets in which nothing is a formula', async () => {
    const admin = await dora();
    const person = await house.person({
      sameTenantAs: admin,
      subject: '=HYPERLINK("https://evil.example")' as never,
      password: FIRST,
    });
    await house.rows(
      `INSERT INTO journal.event (tenant, subject, subject_seq, type, data)
       VALUES ($1, $2, 1, 'password_changed', '{"request_id": "r1"}')`,
      [person.tenant, person.subject],
    );
    await askRules(house, admin, { minimum: 16 });
    const answer = await read(admin, '?format=csv');
    expect(answer.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(answer.headers.get('content-disposition')).toContain('audit.csv');
    const [header, ...lines] = answer.text.trimEnd().split('\r\n');
    expect(header).toBe('id,at,type,outcome,subject,actor_kind,actor_id,txn,ip,details');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
    expect(answer.headers.get('link')).toBeNull();

    const short = await read(admin, '?format=csv&limit=1');
    expect(short.headers.get('link')).toMatch(
      /^<\?format=csv&limit=1&after=[\da-f-]+>; rel="next"$/,
    );
  });

  it("is for the tenant's own admins, and shows no other tenant (R12, ASVS-8.4.1)", async () => {
    const admin = await dora();
    const stranger = await dora();
    await askRules(house, stranger, { minimum: 16 });
    expect(await typesOf(admin)).toEqual([]);
    const [foreign] = (await told(stranger)).events;
    expect(await typesOf(admin, `?subject=${stranger.subject}`)).toEqual([]);
    expect(await read(admin, `?after=${foreign?.id ?? ''}`)).toMatchObject({ status: 400 });

    const path = '/password-srv/audit';
    const others = [
      [undefined, 401],
      [admin.token(), 403],
      [(await house.person({})).token({ scope: 'tenant:admin' }), 403],
      [await house.serviceToken('tenant:admin events:read'), 401],
    ] as const;
    for (const [token, status] of others) {
      expect(await house.ask(house.passwordUrl, { method: 'GET', path }, token)).toMatchObject({
        status,
      });
    }
  });

  it('takes no filter that means nothing (R13, R14)', async () => {
    const admin = await dora();
    const wrong = [
      ...['from=today', 'from=2026-01-01', 'to=1', 'limit=0', 'limit=201', 'limit=-1', 'limit=x'],
      ...['after=1', 'type=DROP', 'type=', 'subject=', 'subject=a&subject=b', 'format=xml'],
      ...['tenant=demo', 'from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z', 'constructor=1'],
      'after=bb2d4a47-ed81-4d0f-9bde-f91414860674',
    ];
    for (const query of wrong) {
      expect(await read(admin, `?${query}`)).toMatchObject({ status: 400 });
    }
  });
});
