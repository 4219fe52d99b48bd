import type { QueueLimits } from './queue-limits.js';
import type { Admission, Line, QueueStats, Ticket, Turn } from './waiting-line.js';

/**
 * First come, first served, except that a subject has at most a few turns: its other requests stand
 * aside, and each of them joins the common queue when one of its own is over.
 */
export class AdmissionQueue {
  readonly #lines = new Map<string, Line>();
  /** A Set keeps the order of arrival and forgets an impatient one in constant time. */
  readonly #ready = new Set<Ticket>();
  /** Who has lent a turn and wants one again, in the order of their return. */
  readonly #returning: (() => void)[] = [];
  #queued = 0;
  #inFlight = 0;
  #away = 0;
  #refused = 0;
  #completed = 0;
  #drained: (() => void)[] | undefined;

  constructor(private readonly limits: QueueLimits) {}

  /** How long somebody who was refused should stay away: by then the whole queue is served. */
  get retryAfterSeconds(): number {
    return Math.max(1, Math.ceil(this.limits.deadlineMs / 1000));
  }

  stats(): QueueStats {
    return {
      queued: this.#queued,
      inFlight: this.#inFlight,
      away: this.#away,
      refused: this.#refused,
      completed: this.#completed,
    };
  }

  /** Runs `work` in a turn and gives the turn back, whatever happens. `refused`: there was none. */
  async run<Result>(
    key: string,
    work: (admission: Admission) => Promise<Result>,
  ): Promise<Result | 'refused'> {
    const line = this.#lines.get(key) ?? { key, passed: 0, held: new Set<Ticket>() };
    const turn = this.#drained ? undefined : await this.#turnIn(line);
    if (!turn) {
      this.#refused += 1;
      return 'refused';
    }
    try {
      return await work({ ...turn, whileAway: (elsewhere) => this.#lent(elsewhere) });
    } finally {
      this.#completed += 1;
      this.#leave(line);
    }
  }

  /** Refuses newcomers from now on; answers when everybody who was waiting has been served. */
  close(): Promise<void> {
    const waiting = (this.#drained ??= []);
    return new Promise((resolve) => {
      waiting.push(resolve);
      this.#tellIfDrained();
    });
  }

  #turnIn(line: Line): Promise<Turn | undefined> | Turn | undefined {
    const free = this.#ready.size === 0 && this.#inFlight < this.limits.turns;
    if (free && line.passed < this.limits.turnsPerSubject) {
      this.#lines.set(line.key, line);
      line.passed += 1;
      this.#inFlight += 1;
      return { waitedForSubject: false };
    }
    const full = this.#queued >= this.limits.waiting;
    if (full || line.held.size >= this.limits.waitingPerSubject) return undefined;
    return this.#wait(line);
  }

  #wait(line: Line): Promise<Turn | undefined> {
    const waitedForSubject = line.passed > 0;
    this.#lines.set(line.key, line);
    this.#queued += 1;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#giveUp(ticket);
        resolve(undefined);
      }, this.limits.deadlineMs);
      const ticket: Ticket = {
        line,
        admit: () => {
          clearTimeout(timer);
          resolve({ waitedForSubject });
        },
      };
      line.held.add(ticket);
      this.#letThrough(line);
    });
  }

  /**
   * A turn lent is nobody's until it is given to whoever waits. Its subject keeps its place in its own
   * line: of one subject no more are under way than without it.
   */
  async #lent<Result>(elsewhere: () => Promise<Result>): Promise<Result> {
    this.#inFlight -= 1;
    this.#away += 1;
    this.#admitNext();
    try {
      return await elsewhere();
    } finally {
      // Before newcomers, and without a deadline: what has been hashed already is not thrown away.
      await new Promise<void>((admitted) => {
        this.#returning.push(admitted);
        this.#admitNext();
      });
    }
  }

  #leave(line: Line): void {
    this.#inFlight -= 1;
    line.passed -= 1;
    this.#letThrough(line);
    this.#admitNext();
    this.#tellIfDrained();
  }

  #giveUp(ticket: Ticket): void {
    const { line } = ticket;
    this.#queued -= 1;
    if (this.#ready.delete(ticket)) line.passed -= 1;
    line.held.delete(ticket);
    this.#letThrough(line);
    this.#tellIfDrained();
  }

  #letThrough(line: Line): void {
    for (const ticket of line.held) {
      if (line.passed >= this.limits.turnsPerSubject) return;
      line.held.delete(ticket);
      this.#ready.add(ticket);
      line.passed += 1;
    }
    if (line.passed === 0) this.#lines.delete(line.key);
  }

  #admitNext(): void {
    while (this.#inFlight < this.limits.turns) {
      const back = this.#returning.shift();
      if (!back) break;
      this.#away -= 1;
      this.#inFlight += 1;
      back();
    }
    for (const ticket of this.#ready) {
      if (this.#inFlight >= this.limits.turns) return;
      this.#ready.delete(ticket);
      this.#queued -= 1;
      this.#inFlight += 1;
      ticket.admit();
    }
  }

  #tellIfDrained(): void {
    if (this.#inFlight + this.#away + this.#queued > 0) return;
    for (const drained of this.#drained?.splice(0) ?? []) drained();
  }
}
