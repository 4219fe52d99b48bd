import { createReadStream } from 'node:fs';

/** One line of a file, or word of one that is too long to be one. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its end; undefined: longer than the longest. */
  readonly text: string | undefined;
  /** Where the next one begins, in bytes. */
  readonly end: number;
  /** Whether a line end followed; a last line without one may have been cut off. */
  readonly whole: boolean;
}

export interface Place {
  readonly line: number;
  readonly offset: number;
}

/** What a person has in an export stays below 4 KiB; a line that long is no line. */
export const LONGEST_LINE = 64 * 1024;

const [NEWLINE, RETURN] = [0x0a, 0x0d];
const BOM = '\uFEFF';

/** Reads a file of any size in constant memory, from the line after `from` on. */
export async function* linesOf(path: string, from: Place): AsyncGenerator<Line> {
  const stream = createReadStream(path, { start: from.offset, highWaterMark: LONGEST_LINE });
  let { line: number, offset } = from;
  let rest: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let begin = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, begin)) {
      const bytes = length + at - begin;
      const parts = [...rest, chunk.subarray(begin, at)];
      offset += bytes + 1;
      yield { number: (number += 1), text: textOf(parts, bytes, number), end: offset, whole: true };
      [rest, length, begin] = [[], 0, at + 1];
    }
    length += chunk.length - begin;
    // Of a line that is too long only its length matters.
    if (length <= LONGEST_LINE) rest.push(chunk.subarray(begin));
    else rest = [];
  }
  if (length === 0) return;
  offset += length;
  yield { number: number + 1, text: textOf(rest, length, number + 1), end: offset, whole: false };
}

function textOf(parts: readonly Buffer[], bytes: number, number: number): string | undefined {
  if (bytes > LONGEST_LINE) return undefined;
  const line = Buffer.concat(parts);
  const text = line.subarray(0, line.at(-1) === RETURN ? -1 : undefined).toString('utf8');
  return number === 1 && text.startsWith(BOM) ? text.slice(1) : text;
}
