import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { House, Person, PersonWish } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { NEW, resetClient, told } from '../support/reset-client.js';
import { nativeRefusal } from './native.tongue.js';

const CURRENT = 'the passphrase I forgot';

describe('resetting a password', () => {
  let house: House;
  let client: ReturnType<typeof resetClient>;

  beforeAll(async () => {
    house = await openHouse();
    client = resetClient(house);
  });
  afterAll(() => house.close());

  const forgetful = (wish: PersonWish = {}): Promise<Person> =>
    house.person({ password: CURRENT, email: true, ...wish });

  it('brings a new password into force with a code by mail, and no session comes of it', async () => {
    const person = await forgetful();
    const [request, exchange] = await client.proven(person);
    const answer = await client.accept(request, exchange);
    expect(answer).toMatchObject({ status: 200, body: { success: true, status: 200 } });
    expect(told(answer).data).toEqual({ reseted: true });
    expect(await house.verifies(person, NEW)).toBe(true);
    expect(await house.events(person)).toEqual(['password_reset']);
  });

  it('brings one into force with a link by mail, whose secret stands in the fragment only', async () => {
    const person = await forgetful();
    const request = await client.begun(person, { processingType: 'LINK' });
    const [link] = /https:\S+/.exec(house.resets.mails.at(-1)?.text ?? '') ?? [];
    const url = new URL(link ?? '');
    expect(url.origin + url.pathname).toBe('https://id.example/reset');
    expect(url.search).toBe('');
    const fragment = new URLSearchParams(url.hash.slice(1));
    expect(fragment.get('resetRequestId')).toBe(request);
    const validated = await client.validate(request, fragment.get('code') ?? '');
    const answer = await client.accept(request, told(validated).data?.exchangeId ?? '');
    expect(answer.status).toBe(200);
    expect(await house.verifies(person, NEW)).toBe(true);
  });

  it('ends every session, the newest among them (R06, R09)', async () => {
    const person = await forgetful();
    const token = person.token();
    const change = { old_password: NEW, new_password: CURRENT, confirm_password: CURRENT };
    const sent = { method: 'PUT', path: '/password-srv/password', body: change };
    await client.accept(...(await client.proven(person)));
    expect(await house.ask(house.passwordUrl, sent, token)).toMatchObject(
      nativeRefusal('invalid_token'),
    );
  });

  it('forgets the failures of every class: it is the rebinding that a lock waits for (NIST-3.2.2-d)', async () => {
    const person = await forgetful();
    for (const evidence of ['owner', 'stranger']) {
      await house.rows(
        `INSERT INTO credentials.attempts (tenant, subject, class, failures, disabled_at)
         VALUES ($1, $2, $3, 100, now())`,
        [person.tenant, person.subject, evidence],
      );
    }
    await client.accept(...(await client.proven(person)));
    const left = await house.rows('SELECT FROM credentials.attempts WHERE tenant = $1', [
      person.tenant,
    ]);
    expect(left).toEqual([]);
  });

  it('lets a refused password leave the request open, and ten of them close it', async () => {
    const person = await forgetful();
    const [request, exchange] = await client.proven(person);
    const hashes = house.hashes();
    for (let refusals = 1; refusals <= 10; refusals += 1) {
      const answer = await client.accept(request, exchange, 'too short');
      expect(told(answer).error?.error).toBe('password_policy_violated');
    }
    expect(house.hashes()).toBe(hashes);
    expect(await client.accept(request, exchange)).toMatchObject(
      nativeRefusal('invalid_reset_proof'),
    );
    expect(await house.verifies(person, CURRENT)).toBe(true);
  });

  it('still succeeds after nine refusals, also by the link a second time', async () => {
    const person = await forgetful();
    const request = await client.begun(person, { processingType: 'LINK' });
    const link = client.link();
    const validated = await client.validate(request, link);
    const exchange = told(validated).data?.exchangeId ?? '';
    for (let refusals = 1; refusals <= 9; refusals += 1) {
      await client.accept(request, exchange, 'too short');
    }
    const again = told(await client.validate(request, link)).data?.exchangeId ?? '';
    expect((await client.accept(request, again)).status).toBe(200);
  });

  it('says one word for whatever it compares with what is stored, at three hashes with history', async () => {
    const person = await forgetful({ preset: 'pci-dss-4' });
    const first = 'a first passphrase 1';
    await client.accept(...(await client.proven(person)), first);
    const [request, exchange] = await client.proven(person);
    const reused = { violations: [{ code: 'reused' }] };
    expect(told(await client.accept(request, exchange, first)).error).toMatchObject(reused);
    const hashes = house.hashes();
    expect((await client.accept(request, exchange)).status).toBe(200);
    expect(house.hashes() - hashes).toBe(3);
    const [next, other] = await client.proven(person);
    expect(told(await client.accept(next, other, first)).error).toMatchObject(reused);
  });

  it('lets one of 20 parallel new passwords win, and the request is spent', async () => {
    const person = await forgetful();
    const [request, exchange] = await client.proven(person);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => client.accept(request, exchange, `${NEW} ${String(n)}`)),
    );
    const winners = answers.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    expect(await house.events(person)).toEqual(['password_reset']);
    expect(await client.accept(request, exchange)).toMatchObject(
      nativeRefusal('invalid_reset_proof'),
    );
  });

  describe('where a second factor is required', () => {
    const wish = { secondFactor: 'required', sms: '+4917604069001' } as const;

    it('asks for a second code by the other method, and never by the same (R18, ASVS-6.4.3)', async () => {
      const person = await forgetful(wish);
      const request = await client.begun(person);
      const code = client.code();
      const first = await client.validate(request, code);
      expect(told(first).data).toEqual({ next: 'SMS', resetRequestId: request });
      expect(await house.resets.send()).toEqual(['sent']);
      expect(await client.validate(request, code)).toMatchObject(
        nativeRefusal('invalid_reset_proof'),
      );
      const second = await client.validate(request, client.code('texts'));
      expect(told(second).data?.resetRequestId).toBe(request);
      const accepted = await client.accept(request, told(second).data?.exchangeId ?? '');
      expect(accepted.status).toBe(200);
    });

    it('begins with a text message and goes on with a mail, too', async () => {
      const person = await forgetful(wish);
      const request = await client.begun(person, { resetMedium: 'SMS' });
      const first = await client.validate(request, client.code('texts'));
      expect(told(first).data?.next).toBe('EMAIL');
    });

    it('asks it behind a link as well, and sends it once', async () => {
      const person = await forgetful(wish);
      const request = await client.begun(person, { processingType: 'LINK' });
      for (const outcomes of [['sent'], []]) {
        expect(told(await client.validate(request, client.link())).data?.next).toBe('SMS');
        expect(await house.resets.send()).toEqual(outcomes);
      }
    });

    it('sends nothing to a person who is reached by one method only (R18)', async () => {
      const person = await forgetful({ secondFactor: 'required' });
      await house.serviceToken('password:step-up', person);
      await client.initiate(person);
      expect(await house.resets.send()).toEqual(['dropped']);
    });
  });
});
