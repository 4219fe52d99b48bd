import { randomUUID } from 'node:crypto';

import { subjectId, tenantId } from '#libs/identity';
import { Deliveries, type Delivery, type NoticeableEvent } from '#libs/notifications';

interface Kept {
  readonly delivery: Delivery;
  readonly seq: number;
  state: 'due' | 'leased' | 'acknowledged' | 'dead';
  attempts: number;
  dueAt: number;
  reason?: string;
}

/** The promises of the port on an array; `seconds` is its clock, moved by the tests. */
export class DeliveriesInMemory extends Deliveries {
  seconds = 0;
  readonly kept: Kept[] = [];
  private readonly arrivals: { event: NoticeableEvent; addresses: string[]; subject: string }[] =
    [];

  happened(
    type: string,
    to: string | string[],
    { subject = 'anna', ip = '203.0.113.7' } = {},
  ): void {
    const occurredAt = new Date('2026-11-22T17:58:32Z');
    const event = { id: randomUUID(), type, occurredAt, ip };
    this.arrivals.push({ event, addresses: [to].flat(), subject });
  }

  override dispatch(noticeable: readonly string[], limit: number): Promise<number> {
    const before = this.kept.length;
    for (const { event, addresses, subject } of this.arrivals.splice(0, limit)) {
      if (!noticeable.includes(event.type)) continue;
      const seq = 1 + Math.max(0, ...this.of(subject).map((kept) => kept.seq));
      for (const address of addresses) this.add(event, address, subject, seq);
    }
    return Promise.resolve(this.kept.length - before);
  }

  override claim(leaseSeconds: number): Promise<Delivery | undefined> {
    const next = this.kept.find(
      (kept) =>
        (kept.state === 'due' || kept.state === 'leased') &&
        kept.dueAt <= this.seconds &&
        !this.of(kept.delivery.subject).some(({ seq, state }) => seq < kept.seq && isOpen(state)),
    );
    if (!next) return Promise.resolve(undefined);
    next.state = 'leased';
    next.attempts += 1;
    next.dueAt = this.seconds + leaseSeconds;
    return Promise.resolve({ ...next.delivery, attempt: next.attempts });
  }

  override prolong(delivery: Delivery, leaseSeconds: number): Promise<void> {
    const kept = this.held(delivery);
    if (kept) kept.dueAt = this.seconds + leaseSeconds;
    return Promise.resolve();
  }

  override acknowledged(delivery: Delivery): Promise<void> {
    const kept = this.kept.find(({ delivery: { id } }) => id === delivery.id);
    if (kept && isOpen(kept.state)) kept.state = 'acknowledged';
    return Promise.resolve();
  }

  override failed(
    delivery: Delivery,
    next: { retryInSeconds: number } | 'dead',
    reason: string,
  ): Promise<void> {
    const kept = this.held(delivery);
    if (!kept) return Promise.resolve();
    kept.reason = reason;
    kept.state = next === 'dead' ? 'dead' : 'due';
    if (next !== 'dead') kept.dueAt = this.seconds + next.retryInSeconds;
    return Promise.resolve();
  }

  states(): string[] {
    return this.kept.map(({ state }) => state);
  }

  private of(subject: string): Kept[] {
    return this.kept.filter(({ delivery }) => delivery.subject === subject);
  }

  private held({ id, attempt }: Delivery): Kept | undefined {
    return this.kept.find(
      (kept) => kept.delivery.id === id && kept.state === 'leased' && kept.attempts === attempt,
    );
  }

  private add(event: NoticeableEvent, address: string, subject: string, seq: number): void {
    const delivery = {
      id: randomUUID(),
      tenant: tenantId('demo'),
      tenantName: 'Demo House',
      subject: subjectId(subject),
      channel: address.startsWith('+') ? ('text' as const) : ('mail' as const),
      address,
      event,
      attempt: 0,
    };
    this.kept.push({ delivery, seq, state: 'due', attempts: 0, dueAt: this.seconds });
  }
}

const isOpen = (state: Kept['state']): boolean => state === 'due' || state === 'leased';
