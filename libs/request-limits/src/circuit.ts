const FIRST_PAUSE_MS = 250;

/** So rarely is a Redis asked that does not answer; each time one request waits its 20 ms. */
const LONGEST_PAUSE_MS = 5_000;

/** Keeps from asking for a while, once something has failed; longer with every failure in a row. */
export class Circuit {
  #pauseMs = 0;
  #closedFrom = 0;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Whether it may be asked. Of those who come after a pause only the first may. */
  ask(): boolean {
    const now = this.now();
    if (now < this.#closedFrom) return false;
    if (this.#pauseMs > 0) this.#closedFrom = now + this.#pauseMs;
    return true;
  }

  failed(): void {
    this.#pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_PAUSE_MS, this.#pauseMs * 2));
    this.#closedFrom = this.now() + this.#pauseMs;
  }

  answered(): void {
    this.#pauseMs = 0;
    this.#closedFrom = 0;
  }

  get isOpen(): boolean {
    return this.#pauseMs > 0;
  }
}
