import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

import { RouteDurations } from './route-durations.js';
import type { Reply } from './wire/reply.js';

/** One process's measurements: the process itself, every route, and what its parts add. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #durations: RouteDurations;

  constructor(service: string) {
    this.#registry.setDefaultLabels({ service });
    collectDefaultMetrics({ register: this.#registry });
    this.#durations = new RouteDurations(service);
  }

  /** `route` is a template, so that the number of series is that of the routes. */
  answered(method: string, route: string, status: number, seconds: number): void {
    this.#durations.observe(method, route, status, seconds);
  }

  /**
   * A value that `read` tells whenever somebody looks. Where two services share a process, what both
   * tell of it is told once, by the first.
   */
  gauge(name: string, help: string, read: () => number): void {
    if (this.#registry.getSingleMetric(name)) return;
    new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect() {
        this.set(read());
      },
    });
  }

  /** Several of one name; each key holds the labels' values, separated by spaces. */
  gauges(
    name: string,
    help: string,
    labelNames: readonly string[],
    read: () => ReadonlyMap<string, number>,
  ): void {
    new Gauge({
      name,
      help,
      labelNames: [...labelNames],
      registers: [this.#registry],
      collect() {
        for (const [key, value] of read()) this.labels(...key.split(' ')).set(value);
      },
    });
  }

  async page(): Promise<Reply> {
    return {
      status: 200,
      headers: { 'content-type': this.#registry.contentType },
      body: (await this.#registry.metrics()) + this.#durations.text(),
    };
  }
}
