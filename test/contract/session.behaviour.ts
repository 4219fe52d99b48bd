import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { FORGERIES } from '../support/forgeries.js';
import type { House, Person } from '../support/house.js';
import { openHouse } from '../support/house.js';
import type { ChangeFields, Tongue } from './tongue.js';

const CURRENT = 'a current passphrase of mine';
const NEXT = 'quite another passphrase 58';

/** What changing a password means where an access token tells who asks. */
export function changesWithinSessions(tongue: Tongue): void {
  describe(`${tongue.name}: changing a password within a session`, () => {
    let house: House;
    let person: Person;

    beforeAll(async () => {
      house = await openHouse();
    });
    afterAll(() => house.close());

    const someone = async (): Promise<void> => {
      person = await house.person({ password: CURRENT });
    };
    const change = (fields: ChangeFields, token = person.token()) =>
      house.ask(house.passwordUrl, tongue.change(fields), token);

    it('records one event and ends other sessions, while the caller’s own stays (R06, ASVS-7.2.4)', async () => {
      await someone();
      const own = person.token();
      const other = person.token();
      await change({ current: CURRENT, next: NEXT }, own);
      expect(await house.events(person)).toEqual(['password_changed']);
      expect((await change({ current: NEXT, next: CURRENT }, other)).status).toBe(401);
      expect((await change({ current: NEXT, next: CURRENT }, own)).status).toBe(200);
    });

    it('answers an immediate repetition with changed_meanwhile and does not count it (F10)', async () => {
      await someone();
      const token = person.token();
      expect((await change({ current: CURRENT, next: NEXT }, token)).status).toBe(200);
      for (let repetition = 0; repetition < 6; repetition += 1) {
        const answer = await change({ current: CURRENT, next: NEXT }, token);
        expect(answer).toMatchObject(tongue.refusal('changed_meanwhile'));
      }
    });

    it('takes no token that is forged, mistyped or another’s, at no hash (R25c, ASVS-9.1.1, ASVS-9.2.1, ASVS-9.2.2)', async () => {
      await someone();
      const { tenant } = await house.person({ password: CURRENT });
      const [hashes, row] = [house.hashes(), await house.fingerprint(person)];
      const forged = Object.entries(FORGERIES).map(
        ([kind, forge]) => [kind, forge(person)] as const,
      );
      const foreign = person.issuer.mint({ sub: person.subject, tenant });
      for (const [kind, token] of [...forged, ['another’s tenant', foreign] as const]) {
        const answer = await change({ current: CURRENT, next: NEXT }, token);
        expect({ kind, ...answer }).toMatchObject({ kind, ...tongue.refusal('invalid_token') });
        expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer .*error="invalid_token"/);
      }
      expect(house.hashes() - hashes).toBe(0);
      expect(await house.fingerprint(person)).toBe(row);
      expect((await change({ current: CURRENT, next: NEXT })).status).toBe(200);
    });

    it('asks for a second factor where the tenant requires one (R18, ASVS-6.3.3)', async () => {
      person = await house.person({ password: CURRENT, secondFactor: 'required', totp: true });
      const weak = person.token({ amr: ['pwd'] });
      const answer = await change({ current: CURRENT, next: NEXT }, weak);
      expect(answer).toMatchObject(tongue.refusal('insufficient_user_authentication'));
      expect(answer.headers.get('www-authenticate')).toContain('acr_values=');
      const twice = person.token({ amr: ['pwd', 'email'] });
      expect((await change({ current: CURRENT, next: NEXT }, twice)).status).toBe(401);
      const strong = person.token({ amr: ['pwd', 'otp'] });
      expect((await change({ current: CURRENT, next: NEXT }, strong)).status).toBe(200);
    });

    it('asks nobody for a factor that the tenant has switched off, but for a recent login', async () => {
      person = await house.person({ password: CURRENT, secondFactor: 'required', totp: true });
      await house.switchMethod(person.tenant, 'TOTP', false);
      const old = person.token({ amr: ['pwd'], authAge: 601 });
      const answer = await change({ current: CURRENT, next: NEXT }, old);
      expect(answer).toMatchObject(tongue.refusal('insufficient_user_authentication'));
      expect(answer.headers.get('www-authenticate')).toContain('max_age="600"');
      const recent = person.token({ amr: ['pwd'] });
      expect((await change({ current: CURRENT, next: NEXT }, recent)).status).toBe(200);
    });
  });
}
