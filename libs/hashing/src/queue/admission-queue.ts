import type { HashPurpose } from '#libs/credentials';

import type { Line, Ticket } from './lane.js';
import type { QueueLimits } from './queue-limits.js';
import type { QueueStats, RefusedBecause } from './queue-stats.js';
import { QueueCounts } from './queue-stats.js';
import type { Admission, Turn } from './turn.js';
import { WaitingRoom } from './waiting-room.js';

/** Who asks for a turn, and what for. Nobody's name is a subject here like everybody's. */
export interface Applicant {
  readonly tenant: string;
  readonly subject: string;
  readonly purpose: HashPurpose;
}

/** How much one more turn tells of how long turns take at the moment. */
const LATEST_COUNTS = 0.1;

/**
 * Gives turns to hash: a subject has a few at most, and whoever waits goes as {@link WaitingRoom}
 * says. Who cannot be served within the deadline is sent away at once, so that the time of those who
 * can is not spent on people who have given up.
 */
export class AdmissionQueue {
  readonly #lines = new Map<string, Line>();
  readonly #room = new WaitingRoom();
  readonly #counts = new QueueCounts();
  /** Who has lent a turn and wants one again, in the order of their return. */
  readonly #returning: (() => void)[] = [];
  #inFlight = 0;
  #away = 0;
  /** How long a turn takes at the moment; unknown before the first. */
  #turnMs = 0;
  #drained: (() => void)[] | undefined;

  constructor(
    private readonly limits: QueueLimits,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** How long somebody who was refused should stay away: by then whoever waits now is served. */
  get retryAfterSeconds(): number {
    const { deadlineMs, turns } = this.limits;
    const served = (this.#room.size / turns) * this.#turnMs;
    return Math.max(1, Math.ceil(Math.min(served || deadlineMs, deadlineMs) / 1000));
  }

  stats(): QueueStats {
    const { refused, completed, waited, waitedMs, refusals } = this.#counts;
    const oldest = this.#room.oldest();
    return {
      queued: this.#room.size,
      inFlight: this.#inFlight,
      away: this.#away,
      queuedFor: {
        verify: this.#room.waitingFor('verify'),
        change: this.#room.waitingFor('change'),
        import: this.#room.waitingFor('import'),
      },
      oldestWaitMs: oldest === undefined ? 0 : this.now() - oldest,
      ...{ refused, completed, waited, waitedMs },
      refusedBecause: refusals,
    };
  }

  /** Runs `work` in a turn and gives the turn back, whatever happens. `refused`: there was none. */
  async run<Result>(
    { tenant, subject, purpose }: Applicant,
    work: (admission: Admission) => Promise<Result>,
  ): Promise<Result | 'refused'> {
    const key = JSON.stringify([tenant, subject]);
    const line = this.#lines.get(key) ?? { tenant, subject, inFlight: 0, waiting: 0 };
    this.#lines.set(key, line);
    const entered = this.#turnIn(line, purpose);
    const turn = typeof entered === 'string' ? entered : await entered;
    if (typeof turn === 'string') this.#counts.sentAway(purpose, turn);
    try {
      return typeof turn === 'string' ? 'refused' : await this.#inTurn(line, turn, work);
    } finally {
      this.#forget(key, line);
      this.#tellIfDrained();
    }
  }

  /** Whether it sends somebody new of that tenant away now, before it is known who they are. */
  sendsAway(tenant: string, purpose: HashPurpose): boolean {
    const newcomer = { tenant, subject: '', inFlight: 0, waiting: 0 };
    const because = this.#objection(newcomer, purpose);
    if (because) this.#counts.sentAway(purpose, because);
    return because !== undefined;
  }

  /** Refuses newcomers from now on; answers when everybody who was waiting has been served. */
  close(): Promise<void> {
    const waiting = (this.#drained ??= []);
    return new Promise((resolve) => {
      waiting.push(resolve);
      this.#tellIfDrained();
    });
  }

  #forget(key: string, line: Line): void {
    const idle = line.inFlight + line.waiting === 0;
    if (idle && this.#lines.get(key) === line) this.#lines.delete(key);
  }

  async #inTurn<Result>(
    line: Line,
    turn: Turn,
    work: (admission: Admission) => Promise<Result>,
  ): Promise<Result> {
    let begun = this.now();
    const whileAway: Admission['whileAway'] = async (elsewhere) => {
      const left = this.now();
      try {
        return await this.#lent(elsewhere);
      } finally {
        begun += this.now() - left;
      }
    };
    try {
      return await work({ ...turn, whileAway });
    } finally {
      this.#took(this.now() - begun);
      this.#counts.completed += 1;
      this.#inFlight -= 1;
      line.inFlight -= 1;
      this.#admitNext();
    }
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

  #took(ms: number): void {
    this.#turnMs += this.#turnMs === 0 ? ms : (ms - this.#turnMs) * LATEST_COUNTS;
  }

  #turnIn(
    line: Line,
    purpose: HashPurpose,
  ): Turn | RefusedBecause | Promise<Turn | RefusedBecause> {
    const objection = this.#objection(line, purpose);
    if (objection) return objection;
    if (this.#mayBegin(line)) {
      this.#begin(line);
      return { waitedForSubject: false };
    }
    if (this.#isFull) this.#room.crowding(line, purpose)?.displace();
    return this.#wait(line, purpose);
  }

  #objection(line: Line, purpose: HashPurpose): RefusedBecause | undefined {
    const { waitingPerSubject, deadlineMs } = this.limits;
    if (this.#drained) return 'closing';
    if (this.#mayBegin(line)) return undefined;
    if (line.waiting >= waitingPerSubject) return 'full';
    if (this.#forecastMs(line, purpose) > deadlineMs) return 'too_late';
    return this.#isFull && !this.#room.crowding(line, purpose) ? 'full' : undefined;
  }

  /** Whoever comes while a turn is free finds nobody waiting who could have it. */
  #mayBegin(line: Line): boolean {
    return this.#inFlight < this.limits.turns && this.#mayPass(line);
  }

  get #isFull(): boolean {
    return this.#room.size >= this.limits.waiting;
  }

  #wait(line: Line, purpose: HashPurpose): Promise<Turn | RefusedBecause> {
    const waitedForSubject = line.inFlight + line.waiting > 0;
    return new Promise((resolve) => {
      const leave = (because: RefusedBecause): void => {
        clearTimeout(timer);
        this.#room.remove(ticket);
        resolve(because);
      };
      const timer = setTimeout(() => leave('deadline'), this.limits.deadlineMs);
      const ticket: Ticket = {
        ...{ line, purpose, since: this.now() },
        admit: () => {
          clearTimeout(timer);
          resolve({ waitedForSubject });
        },
        displace: () => leave('displaced'),
      };
      this.#room.add(ticket);
    });
  }

  #admitNext(): void {
    while (this.#inFlight < this.limits.turns && this.#returning.length > 0) {
      this.#away -= 1;
      this.#inFlight += 1;
      this.#returning.shift()?.();
    }
    while (this.#inFlight < this.limits.turns) {
      const ticket = this.#room.take((line) => this.#mayPass(line));
      if (!ticket) return;
      this.#begin(ticket.line);
      this.#counts.admittedAfter(this.now() - ticket.since);
      ticket.admit();
    }
  }

  #begin(line: Line): void {
    this.#inFlight += 1;
    line.inFlight += 1;
  }

  #mayPass(line: Line): boolean {
    return line.inFlight < this.limits.turnsPerSubject;
  }

  /** How long somebody would wait who came now: for the others, and for their own subject. */
  #forecastMs(line: Line, purpose: HashPurpose): number {
    const { turns, turnsPerSubject } = this.limits;
    const rounds = (this.#room.ahead(line, purpose) + 1) / turns;
    return this.#turnMs * Math.max(rounds, (line.waiting + 1) / turnsPerSubject);
  }

  #tellIfDrained(): void {
    if (this.#inFlight + this.#away + this.#room.size > 0) return;
    for (const drained of this.#drained?.splice(0) ?? []) drained();
  }
}
