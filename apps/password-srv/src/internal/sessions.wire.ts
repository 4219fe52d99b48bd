import { IsIn, Matches } from 'class-validator';

import type { EndedSessions, SupportReason } from '#libs/credentials';
import { SUPPORT_REASONS } from '#libs/credentials';
import type { Standing } from '#libs/identity';
import { invalid, MayBeAbsent, strictBody } from '#libs/platform';

import { TenantWire } from './subjects.wire.js';

export const LONGEST_WAIT_SECONDS = 30;

export class ReasonWire extends TenantWire {
  @IsIn(SUPPORT_REASONS) reason!: SupportReason;
}

export class CutoffWire extends TenantWire {
  @MayBeAbsent() @Matches(/^\d{1,9}$/, { message: '$property must be a version' }) after?: string;
  @MayBeAbsent()
  @Matches(/^\d{1,2}$/, { message: '$property must be whole seconds' })
  wait?: string;
}

export const reasonOf = (body: unknown): ReasonWire => strictBody(ReasonWire, body);

export function cutoffQuestion(query: unknown) {
  const { tenant, after, wait = '0' } = strictBody(CutoffWire, query);
  const waitSeconds = Number(wait);
  if (waitSeconds > LONGEST_WAIT_SECONDS) {
    const problem = `must be ${String(LONGEST_WAIT_SECONDS)} at most`;
    return invalid([{ field: 'wait', problem }]);
  }
  return { tenant, after: after === undefined ? undefined : Number(after), waitSeconds };
}

/** The version is the epoch: both count every cut-off, and nothing else moves a session. */
export function cutoffWire({ status, epoch, cutoff }: Standing) {
  const kept = cutoff?.kept;
  return {
    epoch,
    cutoff_at: cutoff?.at.toISOString() ?? null,
    ...(kept && 'sid' in kept && { kept_sid: kept.sid }),
    status,
    version: epoch,
  };
}

export const endedWire = ({ standing, sessions }: EndedSessions) => ({
  epoch: standing.epoch,
  cutoff_at: standing.cutoff?.at.toISOString() ?? null,
  sessions,
});
