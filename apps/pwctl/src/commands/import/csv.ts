/** RFC 4180, one record a line. Undefined: a quote is not closed, or stands where none may. */
export function fieldsOf(line: string): string[] | undefined {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    const quoted = line[at] === '"';
    const end = quoted ? closingQuote(line, at) : nextComma(line, at);
    if (end === undefined) return undefined;
    fields.push(quoted ? line.slice(at + 1, end).replaceAll('""', '"') : line.slice(at, end));
    at = quoted ? end + 1 : end;
    if (!quoted && fields.at(-1)?.includes('"')) return undefined;
    if (at === line.length) return fields;
    if (line[at] !== ',') return undefined;
    at += 1;
  }
}

function nextComma(line: string, from: number): number {
  const comma = line.indexOf(',', from);
  return comma < 0 ? line.length : comma;
}

function closingQuote(line: string, from: number): number | undefined {
  for (let at = line.indexOf('"', from + 1); at >= 0; at = line.indexOf('"', at + 2)) {
    if (line[at + 1] !== '"') return at;
  }
  return undefined;
}
