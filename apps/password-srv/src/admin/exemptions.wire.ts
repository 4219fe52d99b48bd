import { IsIn, IsISO8601 } from 'class-validator';

import type { Exemption, SavedExemptions } from '#libs/credentials';
import type { SubjectId } from '#libs/identity';
import { isSubjectId } from '#libs/identity';
import { invalid, IsText, strictBody } from '#libs/platform';

const RULES: readonly Exemption['from'][] = ['maximum_age', 'minimum_age'];

/** Bytes: a name or an address of whoever answers for it, and a sentence or two. */
const LONGEST_OWNER = 256;
const LONGEST_REASON = 1000;

export class ExemptionWire {
  @IsText(255) subject!: string;
  @IsIn(RULES) rule!: Exemption['from'];
  @IsText(LONGEST_OWNER) owner!: string;
  @IsText(LONGEST_REASON) reason!: string;
  @IsISO8601({ strict: true, strictSeparator: true }) until!: string;
}

export class WhichWire {
  @IsText(255) subject!: string;
  @IsIn(RULES) rule!: Exemption['from'];
}

const subjectOf = (subject: string): SubjectId =>
  isSubjectId(subject)
    ? subject
    : invalid([{ field: 'subject', problem: 'cannot name a subject' }]);

/** Without an offset nobody knows whose midnight is meant. */
const WITH_OFFSET = /T.*(?:Z|[+-]\d\d:\d\d)$/;

export function exemptionOf(body: unknown): Exemption {
  const { subject, rule, owner, reason, until } = strictBody(ExemptionWire, body);
  const at = new Date(until);
  if (!WITH_OFFSET.test(until) || Number.isNaN(at.getTime())) {
    return invalid([{ field: 'until', problem: 'must be a date and a time with an offset' }]);
  }
  return { subject: subjectOf(subject), from: rule, owner, reason, until: at };
}

export function whichOf(query: unknown): Pick<Exemption, 'subject' | 'from'> {
  const { subject, rule } = strictBody(WhichWire, query);
  return { subject: subjectOf(subject), from: rule };
}

export const exemptionWire = ({ subject, from, owner, reason, until }: Exemption) => ({
  ...{ subject, rule: from, owner, reason },
  until: until.toISOString(),
});

export const exemptionsWire = ({ exemptions }: SavedExemptions) => ({
  exemptions: exemptions.map(exemptionWire),
});
