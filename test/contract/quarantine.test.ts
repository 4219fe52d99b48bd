import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { Internal } from '../support/internal.js';
import { resetClient } from '../support/reset-client.js';

const ATTACKERS = 'Quiet-harbour-58, at night';
const VICTIMS = 'victim@example.org';

const claimed = { type: 'EMAIL', value: VICTIMS, verified: false };
const proven = { ...claimed, verified: true };
const link = { iss: 'https://other.example', sub: 'victim' };

describe('an account that somebody else had begun', () => {
  let house: House;
  let directory: Internal;

  beforeAll(async () => {
    house = await openHouse();
    directory = await Internal.of(house, 'subjects:write');
  });
  afterAll(() => house.close());

  /** Registered with the victim's address by somebody who never proved it. */
  const begun = async (more = {}) => {
    const person = await house.person({ password: ATTACKERS, totp: true, ...more });
    await directory.put(person, { identifiers: [claimed] });
    return person;
  };
  const configured = async (token: string) =>
    house.ask(
      house.verificationUrl,
      { method: 'POST', path: '/verification-srv/v2/setup/users/configured/list', body: {} },
      token,
    );
  const settle = async (person: Person, decision: unknown, token?: string) =>
    house.ask(
      house.passwordUrl,
      { method: 'POST', path: '/password-srv/quarantine', body: { decision } },
      token ?? (await house.freshToken(person)),
    );
  const change = async (token: string) => {
    const new_password = 'Distant mountains, 1 lake';
    const body = { old_password: ATTACKERS, new_password, confirm_password: new_password };
    return house.ask(
      house.passwordUrl,
      { method: 'PUT', path: '/password-srv/password', body },
      token,
    );
  };

  it('is void before its first use by whoever proves the address by a new link (R16, R09, ASVS-6.8.1)', async () => {
    const person = await begun({ email: true });
    const attackers = await house.freshToken(person);
    const resets = resetClient(house);
    const open = await resets.begun(person);
    const code = resets.code();
    expect(await directory.put(person, { identifiers: [proven], links: [link] })).toMatchObject({
      status: 200,
      body: { quarantined: true },
    });
    // Sessions are over on both services, and so is whatever was begun in them.
    expect(await change(attackers)).toMatchObject({ status: 401 });
    expect(await configured(attackers)).toMatchObject({ status: 401 });
    expect(await resets.validate(open, code)).toMatchObject({ status: 400 });
    // Neither the password nor the other factors open anything.
    const victims = await house.freshToken(person);
    expect(await change(victims)).toMatchObject({
      status: 403,
      body: { error: { error: 'quarantined' } },
    });
    expect(await configured(victims)).toMatchObject({
      status: 200,
      body: { data: { configured_list: [] } },
    });
    expect(await house.events(person)).toContain('subject_quarantined');
  });

  it('is not held back by a link alone, nor by an address alone, nor by what was there at the beginning', async () => {
    const person = await begun();
    for (const entry of [
      { identifiers: [claimed], links: [link] },
      { identifiers: [claimed], links: [] },
      { identifiers: [proven], links: [] },
      { identifiers: [proven], links: [link] },
    ]) {
      expect(await directory.put(person, entry)).toMatchObject({
        status: 200,
        body: { quarantined: false },
      });
    }
    const social = { ...person, subject: `${person.subject}-social` as Person['subject'] };
    const mine = { identifiers: [{ ...proven, value: 'mine@example.org' }] };
    const links = [{ ...link, sub: 'mine' }];
    expect(await directory.put(social, { ...mine, links })).toMatchObject({ status: 201 });
    mine.identifiers.push({ type: 'MOBILE', value: '+4915112345678', verified: true });
    expect(await directory.put(social, { ...mine, links })).toMatchObject({
      body: { quarantined: false },
    });
  });

  it('is held back, too, where the proof comes a moment after the link (R16)', async () => {
    const person = await begun();
    await directory.put(person, { identifiers: [claimed], links: [link] });
    expect(await directory.put(person, { identifiers: [proven], links: [link] })).toMatchObject({
      body: { quarantined: true },
    });
  });

  it('is taken over by the proven person who wants it', async () => {
    const person = await begun();
    await directory.put(person, { identifiers: [proven], links: [link] });
    expect(await settle(person, 'keep')).toMatchObject({ status: 200, body: { decision: 'keep' } });
    expect((await configured(await house.freshToken(person))).body).toMatchObject({
      data: { configured_list: [{ type: 'TOTP' }, { type: 'PASSWORD' }] },
    });
    expect(await change(await house.freshToken(person))).toMatchObject({ status: 200 });
    expect(await settle(person, 'keep')).toMatchObject({
      status: 409,
      body: { code: 'nothing_quarantined' },
    });
  });

  it('is cleared of everything where they do not, and a first password can be set', async () => {
    const person = await begun({ preset: 'legacy' });
    await directory.put(person, { identifiers: [proven], links: [link] });
    expect(await settle(person, 'discard')).toMatchObject({ status: 200 });
    expect((await configured(await house.freshToken(person))).body).toMatchObject({
      data: { configured_list: [] },
    });
    const body = { password: ATTACKERS, confirmPassword: ATTACKERS };
    const sent = { method: 'POST', path: '/password-srv/password', body };
    const set = await house.ask(house.passwordUrl, sent, await house.freshToken(person));
    expect(set).toMatchObject({ status: 200 });
    expect(await house.events(person)).toEqual([
      ...['subject_updated', 'subject_quarantined', 'subject_updated'],
      ...['quarantine_discarded', 'password_set'],
    ]);
  });

  it('is decided only by somebody who has just come in (R17), by one of two words (R14)', async () => {
    const person = await begun();
    await directory.put(person, { identifiers: [proven], links: [link] });
    const before = await house.fingerprint(person);
    for (const [decision, wish, status] of [
      ['keep', { authAge: 601 }, 401],
      ['keep', { authAge: undefined }, 401],
      ['keep', { epoch: 0 }, 401],
      ['KEEP', {}, 400],
      [['keep'], {}, 400],
      [null, {}, 400],
      [undefined, {}, 400],
    ] as const) {
      const token = await house.freshToken(person, wish);
      expect(await settle(person, decision, token)).toMatchObject({ status });
    }
    expect(await house.fingerprint(person)).toBe(before);
  });
});
