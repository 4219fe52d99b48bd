export interface BreakerSettings {
  /** Failures in a row after which nobody is asked any more. */
  readonly failures: number;
  /** How long; then one request finds out. */
  readonly restMs: number;
  /** Milliseconds that only grow. */
  readonly now: () => number;
}

/** Spares people the waiting for a source that does not answer. */
export class CircuitBreaker {
  #failures = 0;
  #until = 0;
  #probing = false;

  constructor(private readonly settings: BreakerSettings) {}

  /** Whether the source has not failed too often in a row. */
  get closed(): boolean {
    return this.#failures < this.settings.failures;
  }

  /** Whether to ask; after the rest exactly one is let through until it has come back. */
  mayAsk(): boolean {
    if (this.closed) return true;
    if (this.#probing || this.settings.now() < this.#until) return false;
    this.#probing = true;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#probing = false;
  }

  failed(): void {
    this.#failures += 1;
    this.#probing = false;
    this.#until = this.settings.now() + this.settings.restMs;
  }
}
