import { SignedChangeTickets } from '#libs/auth';
import type { ChangeTicket } from '#libs/credentials';
import { KeyRing } from '#libs/hashing';

import type { Person } from './person.js';

export const DEVICE = 'device-1';

/** Raises tickets as the service does, by the same keys, for whatever a test wants one for. */
export class TicketMint {
  readonly keys = KeyRing.generate();

  /** `age` in seconds. */
  async raise(
    { tenant, subject }: Person,
    { age = 0, ...different }: Partial<ChangeTicket> & { readonly age?: number } = {},
  ): Promise<string> {
    const identifier = `USERNAME|${subject}`;
    const tickets = new SignedChangeTickets(this.keys, () => new Date(Date.now() - age * 1000));
    const bound = { tenant, subject, identifier, device: DEVICE, epoch: 0, ...different };
    return (await tickets.raise(bound)).reveal();
  }
}
