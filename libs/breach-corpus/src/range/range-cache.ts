import type { ParsedRange } from './parse-range.js';

export interface KeptRange extends ParsedRange {
  readonly date: Date | undefined;
}

/** Ranges that were understood, the latest ones, for a while. What failed is never in it. */
export class RangeCache {
  readonly #kept = new Map<string, { readonly range: KeptRange; readonly until: number }>();

  constructor(
    private readonly most: number,
    private readonly keepMs: number,
    private readonly now: () => number,
  ) {}

  get size(): number {
    return this.#kept.size;
  }

  get(prefix: string): KeptRange | undefined {
    const found = this.#kept.get(prefix);
    if (!found) return undefined;
    this.#kept.delete(prefix);
    if (found.until <= this.now()) return undefined;
    this.#kept.set(prefix, found);
    return found.range;
  }

  set(prefix: string, range: KeptRange): void {
    this.#kept.delete(prefix);
    this.#kept.set(prefix, { range, until: this.now() + this.keepMs });
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.most) return;
      this.#kept.delete(oldest);
    }
  }
}
