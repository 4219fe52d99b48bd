/** What a range server has said about one range, understood to the last line. */
export interface ParsedRange {
  readonly counts: ReadonlyMap<string, number>;
  /** Lines with a count of 0: they belong to no password. */
  readonly padding: number;
}

const LINE = /^([0-9A-Fa-f]{35}):(\d{1,10})$/u;

/**
 * Every line must be `SUFFIX:COUNT`, ended by CRLF or LF; the last may lack its end. Undefined for
 * anything else: a line that is not understood may be the one that was asked for.
 */
export function parseRange(body: string): ParsedRange | undefined {
  const lines = body.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const counts = new Map<string, number>();
  let padding = 0;
  for (const line of lines) {
    const found = LINE.exec(line.endsWith('\r') ? line.slice(0, -1) : line);
    if (!found) return undefined;
    const [, suffix = '', digits = ''] = found;
    const count = Number(digits);
    if (count === 0) padding += 1;
    else counts.set(suffix.toUpperCase(), Math.max(count, counts.get(suffix.toUpperCase()) ?? 0));
  }
  return { counts, padding };
}
