import { IsBoolean, isUUID } from 'class-validator';

import type { SubjectId } from '#libs/identity';
import { isSubjectId, isVerificationType } from '#libs/identity';
import { invalid, IsText, MayBeAbsent, strictBody } from '#libs/platform';
import type { MediumType } from '#libs/verification';

/** As long as a mail address may be (RFC 5321 §4.5.3.1), in bytes; names of devices are shorter. */
const LONGEST_NAME = 320;

export class MediumWire {
  @IsText(512) tenant!: string;
  @IsText(LONGEST_NAME) name!: string;
  @MayBeAbsent() @IsBoolean() verified?: boolean;
}

export class MediumTenantWire {
  @IsText(512) tenant!: string;
}

export const tenantOfQuery = (query: unknown): string => strictBody(MediumTenantWire, query).tenant;

export function mediumOf(body: unknown) {
  const { tenant, name, verified = false } = strictBody(MediumWire, body);
  return { tenant, name, verified };
}

export interface MediumPath {
  readonly sub: string;
  readonly type: string;
  readonly id: string;
}

interface WhichMedium {
  readonly subject: SubjectId;
  readonly type: MediumType;
  readonly id: string;
}

export function whichMedium({ sub, type, id }: MediumPath): WhichMedium {
  if (!isSubjectId(sub)) return invalid([{ field: 'sub', problem: 'cannot name a subject' }]);
  if (!isVerificationType(type) || type === 'PASSWORD') {
    return invalid([{ field: 'type', problem: 'has no mediums here' }]);
  }
  if (!isUUID(id)) return invalid([{ field: 'id', problem: 'must be a UUID' }]);
  return { subject: sub, type, id: id.toLowerCase() };
}
