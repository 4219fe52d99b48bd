import { IsIn } from 'class-validator';

import type { RequestedReason } from '#libs/credentials';
import { REQUESTED_REASONS } from '#libs/credentials';
import type { SubjectId } from '#libs/identity';
import { isSubjectId } from '#libs/identity';
import { invalid, IsText, MayBeAbsent, strictBody } from '#libs/platform';

import { groupOf } from '../admin/policy-settings.wire.js';

/** As long as a name of a tenant or a group may be (bytes). */
const LONGEST_NAME = 512;

export class RequireChangeWire {
  @IsText(LONGEST_NAME) tenant!: string;
  @IsIn(REQUESTED_REASONS) reason!: RequestedReason;
}

export class RequireChangesWire extends RequireChangeWire {
  @MayBeAbsent() @IsText(LONGEST_NAME) group?: string;
}

export const requirementOf = (body: unknown): RequireChangeWire =>
  strictBody(RequireChangeWire, body);

export function requirementOfMany(body: unknown) {
  const { tenant, reason, group } = strictBody(RequireChangesWire, body);
  return { tenant, reason, group: groupOf(group) };
}

export const subjectOf = (sub: string, field = 'sub'): SubjectId =>
  isSubjectId(sub) ? sub : invalid([{ field, problem: 'cannot name a subject' }]);
