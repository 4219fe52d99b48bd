import type { AuditRecord } from '#libs/credentials';

import { eventWire } from './audit.wire.js';

const COLUMNS = [
  ...['id', 'at', 'type', 'outcome', 'subject', 'actor_kind', 'actor_id', 'txn', 'ip', 'details'],
] as const;

/** RFC 4180, with a header line. */
export const auditCsv = (records: readonly AuditRecord[]): string =>
  [COLUMNS, ...records.map(cellsOf)].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');

function cellsOf(record: AuditRecord): readonly string[] {
  const { id, at, type, outcome, subject, actor, txn, ip, details } = eventWire(record);
  const who = [subject ?? '', actor.kind, actor.id ?? ''];
  return [id, at, type, outcome, ...who, txn ?? '', ip ?? '', JSON.stringify(details)];
}

/** What a spreadsheet would take for a formula. Subjects and clients are other people's words. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
