import { extname } from 'node:path';

import type { Line, Place } from './lines.js';
import { linesOf } from './lines.js';
import type { ReadRecord } from './records.js';
import { BadLine, readCsv, readJson } from './records.js';

export type Format = 'ndjson' | 'csv';

export const formatOf = (path: string): Format =>
  extname(path).toLowerCase() === '.csv' ? 'csv' : 'ndjson';

/** How the lines of a file are read, and where its first person stands. @throws Error */
export async function openSource(
  path: string,
  format: Format,
): Promise<{ readonly read: ReadRecord; readonly first: Place }> {
  if (format === 'ndjson') return { read: readJson, first: { line: 0, offset: 0 } };
  for await (const header of linesOf(path, { line: 0, offset: 0 })) return headed(header);
  throw new Error(`${path} is empty`);
}

function headed(header: Line): { readonly read: ReadRecord; readonly first: Place } {
  try {
    return { read: readCsv(header), first: { line: 1, offset: header.end } };
  } catch (error) {
    throw error instanceof BadLine ? new Error(`line 1 ${error.message}`) : error;
  }
}
