import type { ChangeReason } from '#libs/credentials';
import { ageVerdict } from '#libs/password-policy';

import type { ExemptionsColumn } from './exemptions.js';
import { EXEMPTIONS, exemptionsOf } from './exemptions.js';
import { APPLYING_POLICIES, policyOf } from './policies.js';

/**
 * Why the password `p` of the subject `s` has to be changed: what was asked of this person, or of
 * their tenant or groups since they chose it.
 */
export const CHANGE_REASON = `coalesce(p.must_change_reason, (
      SELECT r.reason FROM credentials.change_requirement r
      WHERE r.tenant = s.tenant AND (r.scope = '' OR r.scope = ANY (s.groups))
        AND r.required_at > p.changed_at
      ORDER BY r.required_at LIMIT 1))`;

/** Of the subject `s` beside their tenant's settings `t`: whether only the change flow is open. */
export interface ChangeDueRow {
  readonly as_of: Date;
  readonly second_factor: 'optional' | 'required';
  /** Null where there is no password that its owner could change. */
  readonly password: {
    readonly changed_at: string;
    readonly reason: ChangeReason | null;
    readonly policies: string | null;
    readonly exemptions: ExemptionsColumn;
  } | null;
}

export const CHANGE_DUE_COLUMN = `(SELECT json_build_object('changed_at', p.changed_at,
      'reason', ${CHANGE_REASON}, 'policies', ${APPLYING_POLICIES}, 'exemptions', ${EXEMPTIONS})
     FROM credentials.password_presence p
     WHERE p.tenant = s.tenant AND p.subject = s.subject AND p.quarantined_at IS NULL
       AND s.managed_by IS NULL AND 'PASSWORD' = ANY (t.methods)) AS password`;

export function changeIsDue({ as_of: now, second_factor, password }: ChangeDueRow): boolean {
  if (!password) return false;
  if (password.reason !== null) return true;
  const { policy } = policyOf(password.policies, second_factor === 'required');
  const exemptions = exemptionsOf(password.exemptions);
  return ageVerdict(policy, new Date(password.changed_at), now, exemptions).expired;
}
