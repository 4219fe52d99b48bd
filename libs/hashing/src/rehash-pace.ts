import { RehashBudget } from '#libs/credentials';

interface Surroundings {
  /** Requests that wait for their turn to hash. */
  readonly queued: () => number;
  /** Milliseconds that only grow. */
  readonly elapsedMs: () => number;
}

/**
 * So many in a second, and none while anybody waits for a hash: after an import or a change of
 * parameters everybody's next success would otherwise cost twice at the same time.
 */
export class RehashPace extends RehashBudget {
  #spent = 0;
  #postponed = 0;
  #left: number;
  #filledAt: number;

  constructor(
    private readonly perSecond: number,
    private readonly surroundings: Surroundings,
  ) {
    super();
    this.#left = perSecond;
    this.#filledAt = surroundings.elapsedMs();
  }

  /** Counting up from the start of the process. */
  stats(): { readonly spent: number; readonly postponed: number } {
    return { spent: this.#spent, postponed: this.#postponed };
  }

  override spend(): boolean {
    const now = this.surroundings.elapsedMs();
    const gained = ((now - this.#filledAt) / 1000) * this.perSecond;
    this.#left = Math.min(this.perSecond, this.#left + gained);
    this.#filledAt = now;
    if (this.#left < 1 || this.surroundings.queued() > 0) {
      this.#postponed += 1;
      return false;
    }
    this.#left -= 1;
    this.#spent += 1;
    return true;
  }
}
