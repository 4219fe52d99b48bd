import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { HashPurpose } from '#libs/credentials';
import { AdmissionQueue, SHARES } from '#libs/hashing';
import type { QueueLimits } from '#libs/hashing';

import { gate, settled } from './builders.js';

const LIMITS: QueueLimits = {
  turns: 1,
  turnsPerSubject: 2,
  waiting: 1000,
  waitingPerSubject: 1000,
  deadlineMs: 3_600_000,
};

interface Guest {
  readonly tenant: string;
  readonly subject: string;
  readonly purpose: HashPurpose;
}

const guest = (tenant: string, subject: string, purpose: HashPurpose = 'change'): Guest => ({
  ...{ tenant, subject, purpose },
});
const crowd = (count: number, of: (n: number) => Guest): Guest[] =>
  Array.from({ length: count }, (_, n) => of(n));
const nameOf = ({ tenant, subject, purpose }: Guest): string => `${tenant}/${subject}/${purpose}`;

/** Everybody comes while one turn is taken; then turns are given one by one, in the queue's order. */
async function served(guests: readonly Guest[], limits: Partial<QueueLimits> = {}) {
  const queue = new AdmissionQueue({ ...LIMITS, ...limits });
  const { passed, open } = gate();
  const host = queue.run(guest('host', 'host'), () => passed);
  const order: Guest[] = [];
  let peak = 0;
  const outcomes = guests.map((one) =>
    queue.run(one, async () => {
      order.push(one);
      peak = Math.max(peak, queue.stats().inFlight);
      await settled();
    }),
  );
  const waiting = queue.stats().queued;
  open();
  await host;
  const refused = (await Promise.all(outcomes)).filter((one) => one === 'refused').length;
  return { order, refused, waiting, peak, stats: queue.stats() };
}

describe('fair admission', () => {
  it('F08: lets one tenant’s flood delay another tenant by no more than one turn each', async () => {
    const flood = crowd(50, (n) => guest('loud', `s${String(n)}`));
    const { order } = await served([...flood, guest('quiet', 'alice'), guest('quiet', 'bob')]);
    const places = order.flatMap(({ tenant }, place) => (tenant === 'quiet' ? [place] : []));
    expect(places).toEqual([1, 3]);
  });

  it('F08: lets one subject’s flood delay others of the tenant by no more than one turn each', async () => {
    const flood = crowd(50, () => guest('demo', 'mallory'));
    const { order } = await served([...flood, guest('demo', 'alice'), guest('demo', 'bob')]);
    expect(order.findIndex(({ subject }) => subject === 'alice')).toBe(1);
    expect(order.findIndex(({ subject }) => subject === 'bob')).toBe(2);
  });

  it('F08: gives logins, changes and imports 4, 2 and 1 of 7 turns, while all of them wait', async () => {
    const kinds: readonly HashPurpose[] = ['import', 'change', 'verify'];
    const all = kinds.flatMap((purpose) => crowd(28, (n) => guest('t', `s${String(n)}`, purpose)));
    const first = (await served(all)).order.slice(0, 28);
    for (const purpose of kinds) {
      expect(first.filter((one) => one.purpose === purpose)).toHaveLength(4 * SHARES[purpose]);
    }
    expect(first[0]?.purpose).toBe('verify');
  });

  it('F08: makes room in a full one by sending imports away first, then changes, then logins', async () => {
    const waiting = 7;
    const full = { waiting };
    const imports = crowd(waiting, (n) => guest('t', `i${String(n)}`, 'import'));
    const changes = crowd(waiting, (n) => guest('t', `c${String(n)}`, 'change'));
    const logins = crowd(waiting, (n) => guest('t', `v${String(n)}`, 'verify'));
    const left = (order: readonly Guest[]) =>
      (['verify', 'change', 'import'] as const).map(
        (kind) => order.filter(({ purpose }) => purpose === kind).length,
      );
    expect(left((await served([...imports, ...changes, ...logins], full)).order)).toEqual([
      4, 2, 1,
    ]);
    expect(left((await served([...logins, ...changes, ...imports], full)).order)).toEqual([
      4, 2, 1,
    ]);
    expect(left((await served([...imports, ...logins], full)).order)[2]).toBeLessThanOrEqual(2);
  });

  it('F08: a tenant that fills the room gives way to one that has nobody in it', async () => {
    const flood = crowd(20, (n) => guest('loud', `s${String(n)}`));
    const quiet = crowd(3, (n) => guest('quiet', `q${String(n)}`));
    const { order, stats } = await served([...flood, ...quiet], { waiting: 10 });
    expect(order.filter(({ tenant }) => tenant === 'quiet')).toHaveLength(3);
    expect([...stats.refusedBecause]).toEqual([
      ['change full', 10],
      ['change displaced', 3],
    ]);
  });

  it('F08: refuses at once who could not be served within the deadline, and nobody else', async () => {
    let time = 0;
    const queue = new AdmissionQueue({ ...LIMITS, deadlineMs: 1000 }, () => time);
    await queue.run(guest('t', 'first'), () => Promise.resolve((time += 300)));
    const { passed, open } = gate();
    const running = queue.run(guest('t', 'now'), () => passed);
    const waiting = [1, 2, 3].map((n) => queue.run(guest('t', `w${String(n)}`), settled));
    expect(queue.stats().queued).toBe(3);
    expect(await queue.run(guest('t', 'late'), settled)).toBe('refused');
    expect(queue.stats().refusedBecause.get('change too_late')).toBe(1);
    // The round of tenants comes to this one second.
    const other = queue.run(guest('other', 'early'), settled);
    expect(queue.stats().queued).toBe(4);
    open();
    await Promise.all([running, ...waiting, other]);
  });

  it('tells how many wait for what, how long they have, and how long they had to', async () => {
    let time = 0;
    const queue = new AdmissionQueue(LIMITS, () => time);
    const { passed, open } = gate();
    const running = queue.run(guest('t', 'now'), () => passed);
    const waiting = queue.run(guest('t', 'alice', 'verify'), settled);
    time = 250;
    const before = queue.stats();
    expect(before).toMatchObject({ oldestWaitMs: 250, waited: 0 });
    expect(before.queuedFor).toEqual({ verify: 1, change: 0, import: 0 });
    open();
    await Promise.all([running, waiting]);
    expect(queue.stats()).toMatchObject({ oldestWaitMs: 0, waited: 1, waitedMs: 250 });
  });
});

const anybody: fc.Arbitrary<Guest> = fc.record({
  tenant: fc.constantFrom('a', 'b', 'c'),
  subject: fc.constantFrom('1', '2', '3', '4'),
  purpose: fc.constantFrom<HashPurpose>('verify', 'change', 'import'),
});
const somebody = fc.array(anybody, { minLength: 1, maxLength: 60 });

describe('whoever comes, in whatever order', () => {
  it('F08: everybody is served exactly once or refused, within every bound', async () => {
    await fc.assert(
      fc.asyncProperty(somebody, fc.integer({ min: 1, max: 4 }), async (guests, turns) => {
        const bounds = { turns, waiting: 20, waitingPerSubject: 5 };
        const { order, refused, waiting, peak, stats } = await served(guests, bounds);
        expect(order.length + refused).toBe(guests.length);
        expect(waiting).toBeLessThanOrEqual(20);
        expect(peak).toBeLessThanOrEqual(turns);
        expect(stats).toMatchObject({ queued: 0, inFlight: 0, completed: order.length + 1 });
        const reasons = [...stats.refusedBecause.values()];
        expect(reasons.reduce((sum, one) => sum + one, 0)).toBe(refused);
      }),
    );
  });

  it('F08: no subject has more turns at a time than it may', async () => {
    await fc.assert(
      fc.asyncProperty(somebody, async (guests) => {
        const queue = new AdmissionQueue({ ...LIMITS, turns: 8 });
        const inFlight = new Map<string, number>();
        const one = ({ tenant, subject, purpose }: Guest) =>
          queue.run(guest(tenant, subject, purpose), async () => {
            const key = `${tenant}/${subject}`;
            inFlight.set(key, (inFlight.get(key) ?? 0) + 1);
            expect(inFlight.get(key)).toBeLessThanOrEqual(LIMITS.turnsPerSubject);
            await settled();
            inFlight.set(key, (inFlight.get(key) ?? 0) - 1);
          });
        await Promise.all(guests.map(one));
      }),
    );
  });

  it('F08: requests of one subject for one purpose go in the order in which they came', async () => {
    await fc.assert(
      fc.asyncProperty(somebody, async (guests) => {
        const numbered = guests.map((one) => ({ ...one }));
        const { order } = await served(numbered);
        const by = (list: readonly Guest[], name: string) =>
          list.filter((one) => nameOf(one) === name);
        for (const name of new Set(numbered.map(nameOf))) {
          expect(by(order, name).map((one) => numbered.indexOf(one))).toEqual(
            by(numbered, name).map((one) => numbered.indexOf(one)),
          );
        }
      }),
    );
  });

  it('F08: nobody starves: between two turns of a tenant every other has one that waits for it', async () => {
    await fc.assert(
      fc.asyncProperty(somebody, async (guests) => {
        const same = guests.map((one) => ({ ...one, purpose: 'change' as const }));
        const { order } = await served(same);
        order.forEach(({ tenant }, place) => {
          const again = order.findIndex((one, next) => next > place && one.tenant === tenant);
          if (again < 0) return;
          const between = new Set(order.slice(place + 1, again).map((one) => one.tenant));
          for (const other of order.slice(again)) {
            if (other.tenant !== tenant) expect(between).toContain(other.tenant);
          }
        });
      }),
    );
  });
});
