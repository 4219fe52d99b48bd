import type { HashPurpose } from '#libs/credentials';

import { Lane } from './lane.js';
import type { Line, Ticket } from './lane.js';

/**
 * Turns out of seven while all three wait. Logins come first, because nothing else helps who needs
 * one; but never all of them, because anybody may ask for a login: who floods us with guesses must not
 * stop people from changing what is guessed at. The same shares of a full room: imports give way first.
 */
export const SHARES: Readonly<Record<HashPurpose, number>> = { verify: 4, change: 2, import: 1 };

/** Who waits, and in which order they go: purposes by their shares, tenants in turn, then subjects. */
export class WaitingRoom {
  readonly #lanes: ReadonlyMap<HashPurpose, Lane> = new Map([
    ['verify', new Lane(SHARES.verify)],
    ['change', new Lane(SHARES.change)],
    ['import', new Lane(SHARES.import)],
  ]);

  get size(): number {
    return sum(this.#lanes.values(), ({ waiting }) => waiting);
  }

  waitingFor(purpose: HashPurpose): number {
    return this.#lanes.get(purpose)?.waiting ?? 0;
  }

  /** When the one came who has waited longest; undefined: nobody waits. */
  oldest(): number | undefined {
    const times = [...this.#lanes.values()].flatMap((lane) => [...lane.tickets()]);
    return times.reduce<number | undefined>(
      (oldest, { since }) => Math.min(oldest ?? since, since),
      undefined,
    );
  }

  add(ticket: Ticket): void {
    ticket.line.waiting += 1;
    this.#lanes.get(ticket.purpose)?.add(ticket);
  }

  remove(ticket: Ticket): void {
    ticket.line.waiting -= 1;
    this.#lanes.get(ticket.purpose)?.remove(ticket);
  }

  /** Takes out whose turn it is; undefined: nobody of those who wait may have one. */
  take(mayPass: (line: Line) => boolean): Ticket | undefined {
    const ready = [...this.#lanes.values()].flatMap((lane) => {
      const ticket = lane.next(mayPass);
      return ticket ? [{ lane, ticket }] : [];
    });
    const shares = sum(ready, ({ lane }) => lane.share);
    for (const { lane } of ready) lane.credit += lane.share;
    const [first] = ready.sort((a, b) => b.lane.credit - a.lane.credit);
    if (!first) return undefined;
    first.lane.credit -= shares;
    first.lane.taken(first.ticket);
    first.ticket.line.waiting -= 1;
    return first.ticket;
  }

  /**
   * Who has to give way to a newcomer in a full room: the newest of the subject that takes most of it,
   * within the tenant and the purpose that do. Undefined: that is the newcomer.
   */
  crowding({ tenant, subject }: Line, purpose: HashPurpose): Ticket | undefined {
    const own = this.#lanes.get(purpose);
    const relative = new Map([...this.#lanes.values()].map((one) => [one, one.fullness(0)]));
    const lane = heaviest(relative, own, own?.fullness(1));
    const mine = lane === own;
    const tenants = lane?.waitingByTenant() ?? new Map<string, number>();
    const named = heaviest(tenants, mine ? tenant : undefined);
    const ours = mine && named === tenant;
    const subjects = lane?.waitingBySubject(named ?? '') ?? new Map<string, number>();
    const whose = heaviest(subjects, ours ? subject : undefined);
    return ours && whose === subject ? undefined : lane?.newest(named ?? '', whose ?? '');
  }

  /** How many will have gone before somebody who came now, if nobody else came. */
  ahead({ tenant, subject }: Line, purpose: HashPurpose): number {
    const lane = this.#lanes.get(purpose);
    if (!lane) return 0;
    const busy = [...this.#lanes.values()].filter((one) => one === lane || one.waiting > 0);
    const shares = sum(busy, ({ share }) => share);
    const place = Math.ceil((lane.placeOf(tenant, subject) * shares) / lane.share);
    return Math.min(this.size, place - 1);
  }
}

const sum = <One>(all: Iterable<One>, of: (one: One) => number): number => {
  let total = 0;
  for (const one of all) total += of(one);
  return total;
};

/** The key with most; `own`, with one more than it has, before all that have no more than that. */
function heaviest<Key>(
  weights: ReadonlyMap<Key, number>,
  own: Key | undefined,
  withOneMore = own === undefined ? -1 : (weights.get(own) ?? 0) + 1,
): Key | undefined {
  let [key, most] = [own, withOneMore];
  for (const [one, weight] of weights)
    if (one !== own && weight > most) [key, most] = [one, weight];
  return key;
}
