import type { ChangeReason } from '#libs/identity';
import { CHANGE_REASONS } from '#libs/identity';
import { ageVerdict } from '#libs/password-policy';

import type { ExemptionsColumn } from './exemptions.js';
import { EXEMPTIONS, exemptionsOf } from './exemptions.js';
import { APPLYING_POLICIES, policyOf } from './policies.js';

const GRAVEST_FIRST = `ARRAY['${CHANGE_REASONS.join("', '")}']`;

/** The gravest of the reasons that the query `reasons` finds; null where it finds none. */
export const gravest = (reasons: string): string =>
  `(SELECT o.reason FROM (${reasons}) o (reason) WHERE o.reason IS NOT NULL
      ORDER BY array_position(${GRAVEST_FIRST}, o.reason) LIMIT 1)`;

/**
 * Why the password `p` of the subject `s` has to be changed: the gravest of what was asked of this
 * person, and of their tenant or groups since they chose it.
 */
export const CHANGE_REASON = gravest(`SELECT p.must_change_reason UNION ALL
      SELECT r.reason FROM credentials.change_requirement r
      WHERE r.tenant = s.tenant AND (r.scope = '' OR r.scope = ANY (s.groups))
        AND r.required_at > p.changed_at`);

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
