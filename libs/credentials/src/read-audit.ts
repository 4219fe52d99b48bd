import type { AccessRefusal, Caller, Outcome, RequestRefusal } from '#libs/identity';
import { admitAdmin, done, refused } from '#libs/identity';

import type { AuditFilter, AuditPage, AuditTrail } from './ports/audit-trail.js';

/** What is read where no time is named. */
export const AUDIT_DEFAULT_DAYS = 30;

const DAY = 86_400_000;

export interface AuditQuestion extends Omit<AuditFilter, 'from'> {
  readonly from?: Date | undefined;
}

const wrong = (field: string, problem: string) =>
  refused({ code: 'invalid_request', fields: [{ field, problem }] } as const);

/** What happened in a tenant, for its own admins. */
export class ReadAudit {
  constructor(private readonly trail: AuditTrail) {}

  async read(
    caller: Caller,
    question: AuditQuestion,
  ): Promise<Outcome<AuditPage, AccessRefusal | RequestRefusal>> {
    const arrived = admitAdmin(caller, await this.trail.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    const { to = arrived.value.asOf } = question;
    const from = question.from ?? new Date(to.getTime() - AUDIT_DEFAULT_DAYS * DAY);
    if (from.getTime() >= to.getTime()) return wrong('from', 'must lie before to');

    const page = await this.trail.page(caller.tenant, { ...question, from });
    return page ? done(page) : wrong('after', 'is the next of no page of this tenant');
  }
}
