import type { AccessRefusal, Caller, Origin, Outcome, RequestRefusal } from '#libs/identity';
import { admitAdmin, admitAdminWrite, done, refused } from '#libs/identity';

import type { Exemption, Exemptions, ExemptionsOnArrival } from './ports/exemptions.js';

/** Somebody has to answer for it anew at least once a year. */
export const LONGEST_EXEMPTION_DAYS = 366;

/** An exemption is an exception: who needs more of them needs another policy. */
export const MOST_EXEMPTIONS = 1000;

const DAY = 86_400_000;

export type ExemptionRefusal =
  | AccessRefusal
  | RequestRefusal
  | { readonly code: 'precondition_required' }
  | { readonly code: 'precondition_failed' };

interface ExemptionCommand {
  readonly caller: Caller;
  readonly origin: Origin;
  /** The version that the admin saw; undefined when the request names none. */
  readonly expectedVersion: number | undefined;
}

export interface GrantCommand extends ExemptionCommand {
  readonly exemption: Exemption;
}

export interface WithdrawCommand extends ExemptionCommand, Pick<Exemption, 'subject' | 'from'> {}

export interface SavedExemptions {
  readonly version: number;
  readonly exemptions: readonly Exemption[];
}

type Refusable<Value> = Promise<Outcome<Value, ExemptionRefusal>>;

const wrong = (field: string, problem: string) =>
  refused({ code: 'invalid_request', fields: [{ field, problem }] } as const);

/** Who is exempt from the ages of passwords, for the tenant's admins. */
export class ExemptPeople {
  constructor(private readonly exemptions: Exemptions) {}

  async read(caller: Caller): Refusable<SavedExemptions> {
    const arrived = admitAdmin(caller, await this.exemptions.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    const { version, exemptions } = arrived.value;
    return done({ version, exemptions });
  }

  async grant(command: GrantCommand): Refusable<{ readonly version: number }> {
    const { caller, origin, exemption } = command;
    const arrived = await this.admitted(command, exemption.subject);
    if (arrived.kind === 'refused') return arrived;
    const { subject: by, asOf, version, exemptions, subjectIsKnown } = arrived.value;

    if (!subjectIsKnown) return wrong('subject', 'is nobody of this tenant');
    const days = (exemption.until.getTime() - asOf.getTime()) / DAY;
    if (days <= 0) return wrong('until', 'must lie in the future');
    if (days > LONGEST_EXEMPTION_DAYS) {
      return wrong('until', `must lie within ${String(LONGEST_EXEMPTION_DAYS)} days`);
    }
    if (exemptions.length >= MOST_EXEMPTIONS) {
      return wrong('subject', `would be exemption ${String(MOST_EXEMPTIONS + 1)} of this tenant`);
    }
    const write = { tenant: caller.tenant, by, origin, exemption };
    return saved(await this.exemptions.grant(write, version));
  }

  async withdraw(command: WithdrawCommand): Refusable<{ readonly version: number }> {
    const { caller, origin, subject, from } = command;
    const arrived = await this.admitted(command, subject);
    if (arrived.kind === 'refused') return arrived;
    const { subject: by, version, exemptions } = arrived.value;
    if (!exemptions.some((one) => one.subject === subject && one.from === from)) {
      return refused({ code: 'not_found' });
    }
    const write = { tenant: caller.tenant, by, origin, subject, from };
    return saved(await this.exemptions.withdraw(write, version));
  }

  private async admitted(
    { caller, expectedVersion }: ExemptionCommand,
    about: Exemption['subject'],
  ): Refusable<ExemptionsOnArrival> {
    const arrived = admitAdmin(caller, await this.exemptions.onArrival(caller, about));
    if (arrived.kind === 'refused') return arrived;
    const barred = admitAdminWrite(caller, arrived.value);
    if (barred) return refused(barred);
    if (expectedVersion === undefined) return refused({ code: 'precondition_required' });
    return expectedVersion === arrived.value.version
      ? arrived
      : refused({ code: 'precondition_failed' });
  }
}

const saved = (version: number | undefined) =>
  version === undefined ? refused({ code: 'precondition_failed' } as const) : done({ version });
