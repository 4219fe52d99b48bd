import type { AskedCode, Policy, ViolationCode } from '#libs/password-policy';
import { asked } from '#libs/password-policy';

import type { ShadowDay } from './ports/shadow-counts.js';

/** How the passwords that were seen would have fared under a policy in shadow. */
export interface Forecast {
  /** When the shadow was published. */
  readonly since: Date;
  /** Passwords, not people: somebody who signs in every day is seen every day. */
  readonly seen: number;
  readonly wouldFail: number;
  /** 0 to 1; null while nothing was seen, because nothing can be told then. */
  readonly share: number | null;
  /** How many would break each rule. */
  readonly violations: ReadonlyMap<ViolationCode, number>;
  readonly days: readonly ShadowDay[];
  /** Rules that read a stored credential; nobody can tell from a password alone. */
  readonly notJudged: readonly AskedCode[];
}

const READS_A_CREDENTIAL: ReadonlySet<AskedCode> = new Set<AskedCode>([
  'same_as_current',
  'too_similar',
  'used_before',
]);

export function forecastOf(shadow: Policy, since: Date, days: readonly ShadowDay[]): Forecast {
  const sum = (of: (day: ShadowDay) => number) => days.reduce((total, day) => total + of(day), 0);
  const [seen, wouldFail] = [sum((day) => day.seen), sum((day) => day.wouldFail)];
  const codes = new Set(days.flatMap(({ violations }) => [...violations.keys()]));
  const violations = [...codes].map(
    (code) => [code, sum((day) => day.violations.get(code) ?? 0)] as const,
  );
  return {
    since,
    seen,
    wouldFail,
    share: seen > 0 ? wouldFail / seen : null,
    violations: new Map(violations),
    days,
    notJudged: asked(shadow)
      .map(({ code }) => code)
      .filter((code) => READS_A_CREDENTIAL.has(code)),
  };
}
