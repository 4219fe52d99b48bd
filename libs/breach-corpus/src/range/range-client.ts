import { RemoteBreachCorpus } from '#libs/credentials';
import type { BreachVerdict, SourceInService } from '#libs/credentials';
import type { Password } from '#libs/identity';
import type { Egress } from '#libs/platform';
import { CircuitBreaker } from '#libs/platform';

import { atLeastOf } from '../format/count-classes.js';
import { hexOf, sha1Of } from '../format/sha1.js';
import { MOST_BYTES, rangeIn } from './range-body.js';
import type { KeptRange } from './range-cache.js';
import { RangeCache } from './range-cache.js';

export interface RangeClientSettings {
  /** The five digits are put behind it: `https://api.pwnedpasswords.com/range/`. */
  readonly baseUrl: string;
  readonly egress: Pick<Egress, 'get'>;
  /** It holds some ranges only, so that an empty one is the truth. */
  readonly sparse?: boolean;
  /** 1 s: a person waits for it. */
  readonly timeoutMs?: number;
  /** May be shared: ranges are kept by their whole address. */
  readonly cache?: RangeCache;
  /** Put before it, where equal addresses need not be the same server. */
  readonly cacheKey?: string;
  readonly breaker?: { readonly failures: number; readonly restMs: number };
  /** Milliseconds that only grow. */
  readonly now?: () => number;
}

const SERVER = 'range_server' as const;

type Asked = KeptRange | 'source_unavailable' | 'source_malformed';

/** 5 failures in a row cost at most 5 s of anybody's time, then nobody waits for 30 s. */
const BREAKER = { failures: 5, restMs: 30_000 };

const HEADERS = {
  accept: 'text/plain',
  'accept-encoding': 'gzip, br',
  // Without it the length of an answer tells an onlooker which range was asked for.
  'add-padding': 'true',
  'user-agent': 'Latchkey',
};

/**
 * Asks a range server, HIBP's or a mirror. Only five digits of the hash leave the process. Whatever
 * is not a complete, well-formed answer in time is undetermined, and is not remembered.
 */
export class RangeClient extends RemoteBreachCorpus {
  readonly #breaker: CircuitBreaker;
  readonly #cache: RangeCache;
  readonly #version: string;

  constructor(private readonly settings: RangeClientSettings) {
    super();
    const { now = () => performance.now(), cache = new RangeCache() } = settings;
    this.#breaker = new CircuitBreaker({ ...(settings.breaker ?? BREAKER), now });
    this.#cache = cache;
    this.#version = `range-${new URL(settings.baseUrl).host}`;
  }

  async check(password: Password): Promise<BreachVerdict> {
    const hash = hexOf(sha1Of(password.reveal()));
    const prefix = hash.slice(0, 5);
    const range = this.#cache.get(this.#keyOf(prefix)) ?? (await this.#ask(prefix));
    if (typeof range === 'string')
      return { source: SERVER, verdict: 'undetermined', reason: range };
    const count = range.counts.get(hash.slice(5)) ?? 0;
    const spoken = {
      source: SERVER,
      corpusVersion: this.#version,
      ...(range.date && { corpusDate: range.date }),
    };
    return count > 0
      ? { verdict: 'breached', atLeast: atLeastOf(count), ...spoken }
      : { verdict: 'clean', ...spoken };
  }

  inService(): SourceInService {
    return { source: SERVER, usable: this.#breaker.closed, version: this.#version };
  }

  #keyOf(prefix: string): string {
    const { cacheKey = '', baseUrl } = this.settings;
    return `${cacheKey} ${baseUrl}${prefix}`;
  }

  async #ask(prefix: string): Promise<Asked> {
    if (!this.#breaker.mayAsk()) return 'source_unavailable';
    const asked = await this.#answer(prefix);
    if (typeof asked === 'string') {
      this.#breaker.failed();
    } else {
      this.#breaker.succeeded();
      this.#cache.set(this.#keyOf(prefix), asked);
    }
    return asked;
  }

  async #answer(prefix: string): Promise<Asked> {
    const { egress, baseUrl, timeoutMs = 1_000, sparse = false } = this.settings;
    try {
      const limits = { timeoutMs, maximumBytes: MOST_BYTES };
      const answer = await egress.get(`${baseUrl}${prefix}`, HEADERS, limits);
      if (answer.status !== 200) return 'source_unavailable';
      const range = rangeIn(answer, sparse);
      return range
        ? { ...range, date: dateIn(answer.headers['last-modified']) }
        : 'source_malformed';
    } catch {
      return 'source_unavailable';
    }
  }
}

function dateIn(header: string | undefined): Date | undefined {
  const date = new Date(header ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date;
}
