import type { Spent } from '#libs/identity';

/** A few megabytes; who floods us with keys makes us forget the oldest, which are asked for again. */
const MOST_REMEMBERED = 20_000;

/** Who has used up a quota, as this process has learnt: they need not be counted to be refused. */
export class RememberedWaits {
  readonly #until = new Map<string, number>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  remember(key: string, { remaining, resetSeconds }: Spent): void {
    this.#until.delete(key);
    if (remaining > 0) return;
    this.#until.set(key, this.now() + resetSeconds * 1000);
    if (this.#until.size <= MOST_REMEMBERED) return;
    for (const [oldest] of this.#until) {
      this.#until.delete(oldest);
      return;
    }
  }

  /** Whole seconds; 0: nothing is known against it. */
  of(key: string): number {
    const until = this.#until.get(key);
    if (until === undefined) return 0;
    const left = Math.ceil((until - this.now()) / 1000);
    if (left <= 0) this.#until.delete(key);
    return Math.max(0, left);
  }
}
