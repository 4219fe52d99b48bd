import { randomBytes } from 'node:crypto';

import type { Clock } from '#libs/platform';

import type { DemoPerson } from '../people.js';

/** Somebody who has signed in to the demo, and what tokens say of how. */
export interface DemoSession {
  readonly person: DemoPerson;
  readonly sid: string;
  /** Of the sign-in: a session that was ended since stays ended, however often it asks. */
  readonly epoch: number;
  /** Seconds since 1970. */
  readonly authTime: number;
  readonly amr: readonly string[];
}

/** Milliseconds: an afternoon of trying things. */
const LIFE_MS = 4 * 3_600_000;

/** What is remembered under a random name that only a cookie carries; gone with the process. */
export class Remembered<Value> {
  readonly #values = new Map<string, { readonly value: Value; readonly until: number }>();

  constructor(
    private readonly clock: Clock,
    private readonly lifeMs: number = LIFE_MS,
  ) {}

  /** Answers the name: 256 bits, which nobody guesses. */
  keep(value: Value): string {
    const now = this.clock.now().getTime();
    for (const [name, { until }] of this.#values) if (until <= now) this.#values.delete(name);
    const name = randomBytes(32).toString('base64url');
    this.#values.set(name, { value, until: now + this.lifeMs });
    return name;
  }

  of(name: string | undefined): Value | undefined {
    const found = name === undefined ? undefined : this.#values.get(name);
    return found && found.until > this.clock.now().getTime() ? found.value : undefined;
  }

  forget(name: string | undefined): void {
    if (name !== undefined) this.#values.delete(name);
  }
}
