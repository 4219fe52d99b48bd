import type { ForeignHash, ForeignHashes } from '#libs/credentials';

import type { Line } from './lines.js';
import type { ImportRecord, ReadRecord } from './records.js';
import { BadLine } from './records.js';

/** A line that can be imported. */
export interface ReadLine {
  readonly number: number;
  readonly record: ImportRecord;
  readonly hash: ForeignHash;
}

export interface Rejected {
  readonly number: number;
  readonly reason: string;
}

/** As many lines as one transaction takes, and what could not be read between them. */
export interface Batch {
  readonly lines: readonly ReadLine[];
  readonly rejected: readonly Rejected[];
  readonly last: Line;
}

/** Reads every line as far as that needs no database; blank ones are no lines. */
export async function* batchesOf(
  lines: AsyncIterable<Line>,
  read: ReadRecord,
  hashes: ForeignHashes,
  size: number,
): AsyncGenerator<Batch> {
  let batch: { lines: ReadLine[]; rejected: Rejected[] } = { lines: [], rejected: [] };
  let last: Line | undefined;
  const seen = new Set<string>();
  for await (const line of lines) {
    last = line;
    if (line.text?.trim() === '') continue;
    const one = readLine(line, read, hashes);
    if ('reason' in one) batch.rejected.push(one);
    else if (seen.has(one.record.subject)) {
      batch.rejected.push({ number: line.number, reason: 'names somebody for the second time' });
    } else {
      seen.add(one.record.subject);
      batch.lines.push(one);
    }
    if (batch.lines.length + batch.rejected.length < size) continue;
    yield { ...batch, last: line };
    batch = { lines: [], rejected: [] };
    seen.clear();
    last = undefined;
  }
  if (last) yield { ...batch, last };
}

function readLine(line: Line, read: ReadRecord, hashes: ForeignHashes): ReadLine | Rejected {
  const { number } = line;
  try {
    const record = read(line);
    const hash = hashes.read(record.hash);
    if (hash.kind === 'done') return { number, record, hash: hash.value };
    return { number, reason: `${hash.refusal.code}: ${hash.refusal.reason}` };
  } catch (error) {
    if (error instanceof BadLine) return { number, reason: error.message };
    throw error;
  }
}
