import type { Caller } from './caller.js';
import type { SubjectId } from './ids.js';
import type { AccessRefusal, Outcome } from './refusal.js';
import { done, refused } from './refusal.js';
import type { Standing } from './session.js';
import { sessionProblem } from './session.js';
import { ADMIN_LOGIN_SECONDS, requireRecentLogin } from './step-up.js';

/** The scope that lets an admin's token act as one; the right itself is a row of ours. */
export const ADMIN_SCOPE = 'tenant:admin';

/** What every request of an admin is judged by, as it stood when the request arrived. */
export interface AdminOnArrival {
  readonly subject: SubjectId;
  /** The primary's clock at the read. */
  readonly asOf: Date;
  readonly standing: Standing;
  /** Whether a row of ours makes this subject an admin of this tenant. */
  readonly admin: boolean;
  /** Only the change flow is open to them. */
  readonly changeDue: boolean;
}

/** Whether the caller is an admin of their tenant, by the row and by the token alike. */
export function admitAdmin<Arrival extends AdminOnArrival>(
  caller: Caller,
  arrival: Arrival | undefined,
): Outcome<Arrival, AccessRefusal> {
  if (!arrival) return refused({ code: 'invalid_token', problem: 'invalid' });
  const problem = sessionProblem(caller, arrival.standing);
  if (problem) return refused({ code: 'invalid_token', problem });
  if (!arrival.admin) return refused({ code: 'forbidden', reason: 'not_admin' });
  if (!caller.scopes.has(ADMIN_SCOPE)) {
    return refused({ code: 'forbidden', reason: 'scope_missing' });
  }
  return done(arrival);
}

/**
 * What a write asks of an admin besides: a password that need not be changed first, and a login of a
 * few minutes. Reading stays open.
 */
export function admitAdminWrite(
  caller: Caller,
  { asOf, changeDue }: AdminOnArrival,
): AccessRefusal | undefined {
  if (changeDue) return { code: 'forbidden', reason: 'password_change_due' };
  return requireRecentLogin(caller, ADMIN_LOGIN_SECONDS, asOf);
}
