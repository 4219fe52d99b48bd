import { ArrayMaxSize, IsArray, IsIn } from 'class-validator';

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

/** As many as fit into one body. */
export const MOST_SUBJECTS = 400;

export class RequireChangesWire extends RequireChangeWire {
  @MayBeAbsent() @IsText(LONGEST_NAME) group?: string;
  @MayBeAbsent() @IsArray() @ArrayMaxSize(MOST_SUBJECTS) subjects?: unknown[];
}

export const requirementOf = (body: unknown): RequireChangeWire =>
  strictBody(RequireChangeWire, body);

export function requirementOfMany(body: unknown) {
  const { tenant, reason, group, subjects } = strictBody(RequireChangesWire, body);
  if (group !== undefined && subjects !== undefined) {
    return invalid([{ field: 'subjects', problem: 'stands beside group; send one' }]);
  }
  return { tenant, reason, group: groupOf(group), subjects: subjects && subjectsOf(subjects) };
}

function subjectsOf(named: readonly unknown[]): readonly SubjectId[] {
  const fits = (one: unknown): one is SubjectId => typeof one === 'string' && isSubjectId(one);
  const subjects = named.filter(fits);
  if (subjects.length === named.length && subjects.length > 0) return [...new Set(subjects)];
  return invalid([
    { field: 'subjects', problem: 'must name at least one subject, and nothing else' },
  ]);
}

export const subjectOf = (sub: string, field = 'sub'): SubjectId =>
  isSubjectId(sub) ? sub : invalid([{ field, problem: 'cannot name a subject' }]);
