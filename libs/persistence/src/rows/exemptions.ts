import type { AgeExemption } from '#libs/password-policy';

type StoredExemption = readonly [
  rule: AgeExemption['from'],
  owner: string,
  reason: string,
  until: string,
];

export type ExemptionsColumn = readonly StoredExemption[] | null;

/** Those of the subject `s` that the database's clock has not ended. */
export const EXEMPTIONS = `(SELECT
      json_agg(json_build_array(e.rule, e.owner, e.reason, e.until_at) ORDER BY e.rule)
     FROM credentials.exemption e
     WHERE e.tenant = s.tenant AND e.subject = s.subject AND e.until_at > clock_timestamp())`;

export const exemptionsOf = (column: ExemptionsColumn): readonly AgeExemption[] =>
  (column ?? []).map(([from, owner, reason, until]) => ({
    ...{ from, owner, reason },
    until: new Date(until),
  }));
