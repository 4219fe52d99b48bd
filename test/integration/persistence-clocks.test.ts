import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Database } from '#libs/persistence';
import { ClockWatch } from '#libs/persistence';
import { createLogger } from '#libs/platform';
import { Writable } from 'node:stream';

import { connected, testDatabase } from '../support/postgres.js';
import { severable } from '../support/severable.js';

let service: Database;

beforeAll(async () => {
  service = await connected((await testDatabase()).urls.password);
});

afterAll(() => service.close());

function watched(database: Database) {
  const lines: { level: string; event?: string; skew_seconds?: number }[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as (typeof lines)[number]);
      done();
    },
  });
  let ahead = 0;
  const clock = { now: () => new Date(Date.now() + ahead) };
  const logger = createLogger({ service: 'clocks', level: 'info', destination });
  const set = (seconds: number): void => void (ahead = seconds * 1_000);
  return { watch: new ClockWatch(database, clock, logger), lines, set };
}

describe('the clocks of a process and of its database', () => {
  it.each([300, -300])('%i s apart raise one alarm, and agree again later (F05)', async (skew) => {
    const { watch, lines, set } = watched(service);
    await watch.look();
    expect(lines).toEqual([]);
    set(skew);
    await watch.look();
    await watch.look();
    expect(Math.round(watch.skewSeconds / 10) * 10).toBe(skew);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: 'error', event: 'clock_skew' });
    set(0);
    await watch.look();
    expect(lines[1]).toMatchObject({ level: 'info', event: 'clock_skew' });
  });

  it('may be 50 s apart, and cannot be compared while the database is away (F05)', async () => {
    const { watch, lines, set } = watched(service);
    set(50);
    await watch.look();
    const way = await severable((await testDatabase()).urls.password);
    const cut = await connected(way.url);
    way.sever();
    const away = watched(cut);
    away.set(900);
    await away.watch.look();
    expect([...lines, ...away.lines]).toEqual([]);
    await cut.close();
    await way.close();
  });
});
