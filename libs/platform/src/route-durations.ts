/** From a list read out of memory to a change that waits for its turn to hash (seconds). */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const NAME = 'http_request_duration_seconds';

interface Series {
  readonly labels: string;
  /** How many fell under each bound and above the one before; the last is above all. */
  readonly counts: number[];
  sum: number;
}

/**
 * The histogram of request durations by method, route template and kind of status. Its own, because
 * it is written to with every request: prom-client's costs as much there as a log line.
 */
export class RouteDurations {
  readonly #series = new Map<string, Series>();

  constructor(private readonly service: string) {}

  observe(method: string, route: string, status: number, seconds: number): void {
    const kind = Math.trunc(status / 100);
    const series = this.#seriesOf(`${method} ${route} ${String(kind)}`, method, route, kind);
    let bucket = 0;
    while (bucket < BOUNDS.length && seconds > (BOUNDS[bucket] ?? Infinity)) bucket += 1;
    series.counts[bucket] = (series.counts[bucket] ?? 0) + 1;
    series.sum += seconds;
  }

  /** In Prometheus' text format 0.0.4. */
  text(): string {
    const lines = [
      `# HELP ${NAME} From the arrival of a request's headers to the end of its answer.`,
      `# TYPE ${NAME} histogram`,
    ];
    for (const { labels, counts, sum } of this.#series.values()) {
      let total = 0;
      counts.forEach((count, i) => {
        total += count;
        const bound = String(BOUNDS[i] ?? '+Inf');
        lines.push(`${NAME}_bucket{${labels},le="${bound}"} ${String(total)}`);
      });
      lines.push(`${NAME}_sum{${labels}} ${String(sum)}`);
      lines.push(`${NAME}_count{${labels}} ${String(total)}`);
    }
    return `${lines.join('\n')}\n`;
  }

  #seriesOf(key: string, method: string, route: string, kind: number): Series {
    const known = this.#series.get(key);
    if (known) return known;
    const labels = { service: this.service, method, route, status: `${String(kind)}xx` };
    const series: Series = {
      labels: Object.entries(labels)
        .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
        .join(','),
      counts: [...BOUNDS, Infinity].map(() => 0),
      sum: 0,
    };
    this.#series.set(key, series);
    return series;
  }
}
