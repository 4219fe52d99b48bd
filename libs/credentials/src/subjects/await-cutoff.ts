import type { Outcome, Standing, SubjectId, TenantId } from '#libs/identity';
import { done, refused } from '#libs/identity';

import type { Sessions } from '../ports/sessions.js';
import type { WhichSubject } from './erase-subject.js';

/** How soon a waiting program hears of a cut-off. */
const LOOK_EVERY_MS = 200;

/** Each is an open request of some kilobytes; who comes later gets an answer at once. */
export const MOST_AWAITING = 2_000;

export interface CutoffQuestion extends WhichSubject {
  /** The epoch that the program knows. */
  readonly after?: number | undefined;
  /** How long it is ready to wait for a newer one. */
  readonly waitSeconds: number;
}

/** Monotonic, so that a clock that is set neither shortens nor stretches a wait. */
export interface Pace {
  now(): number;
  pause(milliseconds: number): Promise<void>;
}

interface Waiting extends WhichSubject {
  readonly after: number;
  readonly until: number;
  answer(standing: Standing | undefined): void;
  fail(error: unknown): void;
}

type NotFound = { readonly code: 'not_found' };

/**
 * Tells programs where a person's sessions were cut off, at once or as soon as there is a newer
 * cut-off. Whoever waits holds no connection: one look serves all of a tenant.
 */
export class AwaitCutoff {
  readonly #waiting = new Set<Waiting>();
  #looking = false;

  constructor(
    private readonly sessions: Sessions,
    private readonly pace: Pace,
  ) {}

  async tell(question: CutoffQuestion): Promise<Outcome<Standing, NotFound>> {
    const { tenant, subject, after, waitSeconds } = question;
    const now = (await this.sessions.standings(tenant, [subject])).get(subject);
    const waits = now !== undefined && after !== undefined && now.epoch <= after && waitSeconds > 0;
    const standing =
      waits && this.#waiting.size < MOST_AWAITING
        ? await this.#newer({ tenant, subject, after, waitSeconds })
        : now;
    return standing ? done(standing) : refused({ code: 'not_found' });
  }

  #newer({ waitSeconds, ...who }: Required<CutoffQuestion> & { after: number }) {
    return new Promise<Standing | undefined>((answer, fail) => {
      const until = this.pace.now() + waitSeconds * 1000;
      this.#waiting.add({ ...who, until, answer, fail });
      if (!this.#looking) void this.#look();
    });
  }

  async #look(): Promise<void> {
    this.#looking = true;
    while (this.#waiting.size > 0) {
      await this.pace.pause(LOOK_EVERY_MS);
      const tenants = new Map<TenantId, Waiting[]>();
      for (const one of this.#waiting) {
        tenants.set(one.tenant, [...(tenants.get(one.tenant) ?? []), one]);
      }
      await Promise.all([...tenants].map(([tenant, waiting]) => this.#answer(tenant, waiting)));
    }
    this.#looking = false;
  }

  async #answer(tenant: TenantId, waiting: readonly Waiting[]): Promise<void> {
    const subjects: SubjectId[] = [...new Set(waiting.map(({ subject }) => subject))];
    try {
      const standings = await this.sessions.standings(tenant, subjects);
      const now = this.pace.now();
      for (const one of waiting) {
        const standing = standings.get(one.subject);
        const isDue = !standing || standing.epoch > one.after || now >= one.until;
        if (isDue && this.#waiting.delete(one)) one.answer(standing);
      }
    } catch (error) {
      // Without a database nobody knows: each of them is told so.
      for (const one of waiting) if (this.#waiting.delete(one)) one.fail(error);
    }
  }
}
