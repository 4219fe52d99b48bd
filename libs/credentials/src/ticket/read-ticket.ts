import type { Origin, Outcome, Secret } from '#libs/identity';
import { done, refused } from '#libs/identity';

import type { ClaimedIdentifier, FindClaimant } from '../find-claimant.js';
import { identifierText } from '../find-claimant.js';
import type { ChangeTickets, ShownTicket } from '../ports/change-tickets.js';
import type { PasswordRefusal } from '../refusal.js';
import type { AdmitClaimant } from './admit-claimant.js';

export interface TicketClaim {
  readonly brand: string;
  readonly identifier: ClaimedIdentifier;
  readonly device: string;
  readonly ticket: Secret;
  readonly origin: Origin;
}

/** Reads a ticket that is authentic and raised for exactly this: tenant, identifier and device. */
export class ReadTicket {
  constructor(
    private readonly admitClaimant: AdmitClaimant,
    private readonly findClaimant: FindClaimant,
    private readonly tickets: ChangeTickets,
  ) {}

  /** It may be expired or spent all the same. */
  async read(claim: TicketClaim): Promise<Outcome<ShownTicket, PasswordRefusal>> {
    const admitted = await this.admitClaimant.admit(claim.brand, claim.origin);
    if (admitted.kind === 'refused') return admitted;
    const named = admitted.value;
    const ticket = await this.tickets.read(named.tenant, claim.ticket);
    const identifier = identifierText(this.findClaimant.named(named, claim.identifier));
    return ticket?.device === claim.device && ticket.identifier === identifier
      ? done(ticket)
      : refused({ code: 'invalid_token', problem: 'invalid' });
  }
}
