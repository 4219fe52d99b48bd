import type {
  AccessRefusal,
  FieldProblem,
  Outcome,
  Secret,
  TenantId,
  VerificationType,
} from '#libs/identity';
import { done, refused } from '#libs/identity';

import type { ChangeTickets } from '../ports/change-tickets.js';
import type { PasswordCredentials } from '../ports/password-credentials.js';
import type { ShownFactorRefusal } from '../shown-factor.js';
import { isNoSecondFactor, isNotEnrolled, unusable } from '../shown-factor.js';

export interface StepUpTicketCommand {
  readonly tenant: TenantId;
  /** As the client got it for its password. */
  readonly ticket: Secret;
  /** What the person has just shown to the service that asks. */
  readonly method: VerificationType;
}

export type StepUpRefusal = ShownFactorRefusal | Extract<AccessRefusal, { code: 'forbidden' }>;

/**
 * Raises a ticket for whoever has shown a second factor to their login service, which knows such
 * factors; we hold no secrets of them. The new ticket is bound as the old one was.
 */
export class StepUpTicket {
  constructor(
    /** Without it tickets are neither raised nor read. */
    private readonly tickets: ChangeTickets | undefined,
    private readonly credentials: PasswordCredentials,
  ) {}

  async stepUp(command: StepUpTicketCommand): Promise<Outcome<Secret, StepUpRefusal>> {
    const { tenant, method } = command;
    if (!this.tickets) return refused({ code: 'forbidden', reason: 'interface_off' });
    const objection = isNoSecondFactor(method);
    if (objection) return objection;
    const ticket = await this.tickets.read(tenant, command.ticket);
    if (!ticket || ticket.expired) return unusable(NO_TICKET);
    const account = await this.credentials.toVerify(tenant, ticket.subject, 'stranger');
    const { standing } = account ?? {};
    const alive = standing?.status === 'active' && standing.epoch === ticket.epoch;
    if (!account || !alive) return unusable(NO_TICKET);
    const mistaken = isNotEnrolled(account, method);
    if (mistaken) return mistaken;
    const { subject, identifier, device, epoch } = ticket;
    const bound = { tenant, subject, identifier, device, epoch };
    return done(await this.tickets.raise({ ...bound, secondFactor: method }));
  }
}

const NO_TICKET: FieldProblem = {
  field: 'ticket',
  problem: 'is none of this tenant that is still good: validate the password again',
};
