import type { ParsedRange } from './parse-range.js';

export interface KeptRange extends ParsedRange {
  readonly date: Date | undefined;
}

export interface RangeCacheSettings {
  /** Lines of all ranges together: what memory they take. */
  readonly mostLines?: number;
  readonly keepMs?: number;
  /** Milliseconds that only grow. */
  readonly now?: () => number;
}

/** Some 128 ranges of two billion hashes, or 25 MB. */
const MOST_LINES = 256_000;
const HOUR_MS = 3_600_000;

/** Ranges that were understood, the latest ones, for a while. What failed is never in it. */
export class RangeCache {
  readonly #kept = new Map<string, { readonly range: KeptRange; readonly until: number }>();
  readonly #most: number;
  readonly #keepMs: number;
  readonly #now: () => number;
  #lines = 0;

  constructor(settings: RangeCacheSettings = {}) {
    this.#most = settings.mostLines ?? MOST_LINES;
    this.#keepMs = settings.keepMs ?? HOUR_MS;
    this.#now = settings.now ?? (() => performance.now());
  }

  get size(): number {
    return this.#kept.size;
  }

  get(address: string): KeptRange | undefined {
    const found = this.#kept.get(address);
    if (!found) return undefined;
    if (found.until <= this.#now()) {
      this.#forget(address);
      return undefined;
    }
    // The latest used stands last.
    this.#kept.delete(address);
    this.#kept.set(address, found);
    return found.range;
  }

  set(address: string, range: KeptRange): void {
    this.#forget(address);
    this.#kept.set(address, { range, until: this.#now() + this.#keepMs });
    this.#lines += linesOf(range);
    for (const oldest of this.#kept.keys()) {
      if (this.#lines <= this.#most) return;
      this.#forget(oldest);
    }
  }

  #forget(address: string): void {
    const found = this.#kept.get(address);
    if (!found) return;
    this.#kept.delete(address);
    this.#lines -= linesOf(found.range);
  }
}

/** An empty range takes room, too. */
const linesOf = ({ counts }: KeptRange): number => counts.size + 1;
