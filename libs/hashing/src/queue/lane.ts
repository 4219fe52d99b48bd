import type { HashPurpose } from '#libs/credentials';

/** The requests of one subject, whatever they are for. */
export interface Line {
  readonly tenant: string;
  readonly subject: string;
  inFlight: number;
  waiting: number;
}

export interface Ticket {
  readonly line: Line;
  readonly purpose: HashPurpose;
  /** When it came, by the queue's clock (milliseconds). */
  readonly since: number;
  admit(): void;
  /** Sends it away: somebody else needs the place more. */
  displace(): void;
}

type Subjects = Map<string, Set<Ticket>>;

/** Everybody who waits for one purpose: tenants, and within them subjects, in the order of turns. */
export class Lane {
  readonly #tenants = new Map<string, Subjects>();
  waiting = 0;
  /** How far it is behind its share of the turns. */
  credit = 0;

  constructor(readonly share: number) {}

  add(ticket: Ticket): void {
    const { tenant, subject } = ticket.line;
    const subjects = this.#tenants.get(tenant) ?? new Map<string, Set<Ticket>>();
    const tickets = subjects.get(subject) ?? new Set<Ticket>();
    this.#tenants.set(tenant, subjects.set(subject, tickets.add(ticket)));
    this.waiting += 1;
  }

  remove(ticket: Ticket): void {
    const { tenant, subject } = ticket.line;
    const subjects = this.#tenants.get(tenant);
    const tickets = subjects?.get(subject);
    if (!subjects || !tickets?.delete(ticket)) return;
    if (tickets.size === 0) subjects.delete(subject);
    if (subjects.size === 0) this.#tenants.delete(tenant);
    this.waiting -= 1;
  }

  /** Whose turn it is; lines that may not pass are passed over and keep their place. */
  next(mayPass: (line: Line) => boolean): Ticket | undefined {
    for (const subjects of this.#tenants.values()) {
      for (const [ticket] of subjects.values()) if (ticket && mayPass(ticket.line)) return ticket;
    }
    return undefined;
  }

  /** The same as removed, and its tenant and subject go to the ends of their rounds. */
  taken(ticket: Ticket): void {
    const { tenant, subject } = ticket.line;
    this.remove(ticket);
    const subjects = this.#tenants.get(tenant);
    if (!subjects) return;
    toTheEnd(subjects, subject);
    toTheEnd(this.#tenants, tenant);
  }

  /** How much of the room it takes for its share, with so many more. */
  fullness(more: number): number {
    return (this.waiting + more) / this.share;
  }

  waitingByTenant(): ReadonlyMap<string, number> {
    return new Map([...this.#tenants].map(([tenant, subjects]) => [tenant, countOf(subjects)]));
  }

  waitingBySubject(tenant: string): ReadonlyMap<string, number> {
    const subjects = this.#tenants.get(tenant) ?? [];
    return new Map([...subjects].map(([subject, tickets]) => [subject, tickets.size]));
  }

  newest(tenant: string, subject: string): Ticket | undefined {
    return [...(this.#tenants.get(tenant)?.get(subject) ?? [])].at(-1);
  }

  /** Which in this lane somebody who came now would be: the round of tenants, then of subjects. */
  placeOf(tenant: string, subject: string): number {
    const subjects = this.#tenants.get(tenant) ?? new Map<string, Set<Ticket>>();
    const own = (subjects.get(subject)?.size ?? 0) + 1;
    const inTenant = own * (subjects.size + Number(!subjects.has(subject)));
    const tenants = this.#tenants.size + Number(!this.#tenants.has(tenant));
    return Math.min(this.waiting + 1, Math.min(countOf(subjects) + 1, inTenant) * tenants);
  }

  *tickets(): Generator<Ticket> {
    for (const subjects of this.#tenants.values()) {
      for (const tickets of subjects.values()) yield* tickets;
    }
  }
}

function countOf(subjects: Subjects): number {
  let count = 0;
  for (const { size } of subjects.values()) count += size;
  return count;
}

/** A Map keeps the order in which its keys came. */
function toTheEnd<Value>(round: Map<string, Value>, key: string): void {
  const value = round.get(key);
  if (value === undefined) return;
  round.delete(key);
  round.set(key, value);
}
