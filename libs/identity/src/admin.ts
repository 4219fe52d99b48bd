import type { Caller } from './caller.js';
import type { AccessRefusal, Outcome } from './refusal.js';
import { done, refused } from './refusal.js';
import type { Standing } from './session.js';
import { sessionProblem } from './session.js';

/** The scope that lets an admin's token act as one; the right itself is a row of ours. */
export const ADMIN_SCOPE = 'tenant:admin';

/** Whether the caller is an admin of their tenant, by the row and by the token alike. */
export function admitAdmin<
  Arrival extends { readonly standing: Standing; readonly admin: boolean },
>(caller: Caller, arrival: Arrival | undefined): Outcome<Arrival, AccessRefusal> {
  if (!arrival) return refused({ code: 'invalid_token', problem: 'invalid' });
  const problem = sessionProblem(caller, arrival.standing);
  if (problem) return refused({ code: 'invalid_token', problem });
  if (!arrival.admin) return refused({ code: 'forbidden', reason: 'not_admin' });
  if (!caller.scopes.has(ADMIN_SCOPE)) {
    return refused({ code: 'forbidden', reason: 'scope_missing' });
  }
  return done(arrival);
}
