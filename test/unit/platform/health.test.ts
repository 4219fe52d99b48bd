import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { createLogger, Health, Metrics } from '#libs/platform';

import type { TestService } from './service.js';
import { serve } from './service.js';

const lines: string[] = [];
const destination = { write: (line: string): void => void lines.push(line) };
const logger = createLogger({ service: 'test', level: 'info', destination });

const fine = (): Promise<void> => Promise.resolve();
const broken = (): Promise<void> => Promise.reject(new Error('no route to "Canary-4711"'));

describe('a value that is measured', () => {
  it('is told once where two services of one process share it, by the first', async () => {
    const metrics = new Metrics('test');
    metrics.gauge('shared', 'Whatever both know.', () => 1);
    metrics.gauge('shared', 'Whatever both know.', () => 2);
    const { body } = await metrics.page();
    expect(String(body).match(/^shared\{.*\} \d$/gm)).toEqual(['shared{service="test"} 1']);
  });
});

describe('readiness', () => {
  it('is 200 while every dependency can be used', async () => {
    expect(await new Health({ database: fine }, logger).ready()).toEqual({
      status: 200,
      body: { status: 'ready', checks: { database: 'up' } },
    });
  });

  it('is 503 when one cannot, names it, and keeps the reason for the log', async () => {
    const health = new Health({ database: broken, jwks: fine }, logger);
    expect(await health.ready()).toEqual({
      status: 503,
      body: { status: 'not_ready', checks: { database: 'down', jwks: 'up' } },
    });
    expect(lines.join('')).toContain('"check":"database"');
    expect(lines.join('')).not.toContain('Canary');
  });

  it('is 503 when one does not answer, instead of waiting with it', async () => {
    const health = new Health({ database: () => new Promise<void>(() => undefined) }, logger, 20);
    expect(await health.ready()).toMatchObject({ status: 503, body: { status: 'not_ready' } });
  });

  it('recovers by itself', async () => {
    let up = false;
    const health = new Health({ database: () => (up ? fine() : broken()) }, logger);
    expect((await health.ready()).status).toBe(503);
    up = true;
    expect((await health.ready()).status).toBe(200);
  });

  it('asks each dependency once for probes that come together', async () => {
    let asked = 0;
    const count = (): Promise<void> => {
      asked += 1;
      return Promise.resolve();
    };
    const health = new Health({ database: count }, logger);
    await Promise.all([health.ready(), health.ready(), health.ready()]);
    expect(asked).toBe(1);
  });

  it('is over when the process stops, while the process still lives', async () => {
    const health = new Health({ database: fine }, logger);
    health.stopping();
    expect(await health.ready()).toMatchObject({ status: 503, body: { status: 'stopping' } });
    expect(health.live()).toEqual({ status: 200, body: { status: 'live' } });
  });
});

describe('metrics', () => {
  let service: TestService;
  let page: string;
  beforeAll(async () => {
    const metrics = new Metrics('test');
    metrics.gauge('hashing_queued', 'Waiting for a turn to hash.', () => 7);
    service = await serve({ metrics });
    for (const path of ['/blue/people/4711', '/blue/people/4712', '/nothing/4713', '/red/gone']) {
      await (await fetch(service.url + path)).text();
    }
    page = await (await fetch(`${service.url}/metrics`)).text();
  });
  afterAll(() => service.stop());

  it('count requests by method, route template and kind of status', () => {
    const counts = [
      ...page.matchAll(/_count\{.*method="(.*?)",route="(.*?)",status="(.*?)"\} (\d+)/gu),
    ];
    expect(counts.map(([, ...labels]) => labels)).toEqual([
      ['GET', '/blue/people/:id', '2xx', '2'],
      ['GET', 'unmatched', '4xx', '1'],
      ['GET', '/red/gone', '5xx', '1'],
    ]);
  });

  it('tell of the process, its event loop, and what a part adds', () => {
    expect(page).toMatch(/^process_resident_memory_bytes\{service="test"\} \d/mu);
    expect(page).toMatch(/^nodejs_eventloop_lag_p99_seconds\{service="test"\} /mu);
    expect(page).toContain('hashing_queued{service="test"} 7');
  });
});

describe('the histogram of durations', () => {
  it('counts a duration under every bound that it keeps', async () => {
    const metrics = new Metrics('test');
    for (const seconds of [0.001, 0.002, 0.3, 11]) metrics.answered('GET', '/a', 200, seconds);
    const page = String((await metrics.page()).body);
    const bucket = (bound: string): string | undefined =>
      page.split('\n').find((line) => line.includes(`le="${bound}"} `) && line.includes('/a'));
    expect(['0.001', '0.0025', '0.25', '0.5', '10', '+Inf'].map(bucket)).toEqual([
      expect.stringMatching(/ 1$/u),
      expect.stringMatching(/ 2$/u),
      expect.stringMatching(/ 2$/u),
      expect.stringMatching(/ 3$/u),
      expect.stringMatching(/ 3$/u),
      expect.stringMatching(/ 4$/u),
    ]);
    expect(page).toMatch(/_sum\{.*\} 11\.303/u);
    expect(page).toMatch(/_count\{.*\} 4$/mu);
  });
});
