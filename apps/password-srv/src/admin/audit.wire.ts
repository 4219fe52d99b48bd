import { IsIn, IsISO8601, IsUUID, Matches } from 'class-validator';

import type { AuditActor, AuditPage, AuditQuestion, AuditRecord } from '#libs/credentials';
import { isSubjectId } from '#libs/identity';
import { invalid, IsText, MayBeAbsent, strictBody } from '#libs/platform';

const DEFAULT_LIMIT = 50;

/** A page on a screen, and a file of some megabytes. */
export const MOST_RECORDS = { json: 200, csv: 5_000 } as const;

type Format = keyof typeof MOST_RECORDS;

export class AuditWire {
  @MayBeAbsent() @IsISO8601({ strict: true, strictSeparator: true }) from?: string;
  @MayBeAbsent() @IsISO8601({ strict: true, strictSeparator: true }) to?: string;
  @MayBeAbsent() @IsText(255) subject?: string;
  @MayBeAbsent()
  @Matches(/^[a-z_]{1,64}$/, { message: '$property must be an event type' })
  type?: string;
  @MayBeAbsent() @IsUUID() after?: string;
  @MayBeAbsent()
  @Matches(/^[1-9]\d{0,3}$/, { message: '$property must be a whole number from 1' })
  limit?: string;
  @MayBeAbsent() @IsIn(Object.keys(MOST_RECORDS)) format?: Format;
}

export interface AuditRequest extends AuditQuestion {
  readonly format: Format;
}

export function auditRequest(query: unknown): AuditRequest {
  const { from, to, subject, type, after, limit, format = 'json' } = strictBody(AuditWire, query);
  if (subject !== undefined && !isSubjectId(subject)) {
    return invalid([{ field: 'subject', problem: 'cannot name a subject' }]);
  }
  const most = MOST_RECORDS[format];
  const asked = limit === undefined ? (format === 'csv' ? most : DEFAULT_LIMIT) : Number(limit);
  if (asked > most)
    return invalid([{ field: 'limit', problem: `must be at most ${String(most)}` }]);
  const times = { from: instantOf('from', from), to: instantOf('to', to) };
  return { ...times, subject, type, after, limit: asked, format };
}

/** Without an offset nobody knows whose midnight is meant. */
const WITH_OFFSET = /T.*(?:Z|[+-]\d\d:\d\d)$/;

function instantOf(field: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const at = new Date(text);
  if (WITH_OFFSET.test(text) && !Number.isNaN(at.getTime())) return at;
  return invalid([{ field, problem: 'must be a date and a time with an offset' }]);
}

const actorWire = (actor: AuditActor) => {
  if (actor.kind === 'person') return { kind: actor.kind, id: actor.subject };
  return actor.kind === 'service' ? { kind: actor.kind, id: actor.client } : { kind: actor.kind };
};

export const eventWire = ({ id, at, type, outcome, details, ...record }: AuditRecord) => ({
  ...{ id, at: at.toISOString(), type, outcome },
  subject: record.subject ?? null,
  actor: actorWire(record.actor),
  txn: record.txn ?? null,
  ip: record.ip ?? null,
  details,
});

export const auditWire = ({ records, next }: AuditPage) => ({
  events: records.map(eventWire),
  next: next ?? null,
});
