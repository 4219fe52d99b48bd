import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

import type { Reply } from './wire/reply.js';

/** From a list read out of memory to a change that waits for its turn to hash (seconds). */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** One process's measurements: the process itself, every route, and what its parts add. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #durations: Histogram<'method' | 'route' | 'status'>;
  readonly #series = new Map<string, { observe(seconds: number): void }>();

  constructor(service: string) {
    this.#registry.setDefaultLabels({ service });
    collectDefaultMetrics({ register: this.#registry });
    this.#durations = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'From the first byte of a request to the last of its answer, by route template.',
      labelNames: ['method', 'route', 'status'],
      buckets: BUCKETS,
      registers: [this.#registry],
    });
  }

  /** `route` is a template, so the number of series is that of the routes. */
  answered(method: string, route: string, status: number, seconds: number): void {
    const key = `${method} ${route} ${String(Math.trunc(status / 100))}`;
    let series = this.#series.get(key);
    if (!series) {
      const labels = { method, route, status: `${String(Math.trunc(status / 100))}xx` };
      series = this.#durations.labels(labels);
      this.#series.set(key, series);
    }
    series.observe(seconds);
  }

  /** A value that `read` tells whenever somebody looks. */
  gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect() {
        this.set(read());
      },
    });
  }

  async page(): Promise<Reply> {
    return {
      status: 200,
      headers: { 'content-type': this.#registry.contentType },
      body: await this.#registry.metrics(),
    };
  }
}
