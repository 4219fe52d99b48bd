import { decoded, fieldName, problemOfName, refuse, unusable } from './strict-json.js';

/**
 * A form as browsers post it (application/x-www-form-urlencoded, WHATWG URL §5.1), as strict as a
 * JSON document: valid UTF-8, no name twice, no NUL and no half characters.
 * @throws RefusalException that names the field and never repeats a value.
 */
export function strictForm(bytes: Uint8Array): Readonly<Record<string, string>> {
  const fields: Record<string, string> = {};
  const names = new Set<string>();
  for (const pair of decoded(bytes).split('&')) {
    const [name, value] = [pair.split('=', 1)[0] ?? '', pair.slice(pair.indexOf('=') + 1)];
    if (!pair.includes('=')) refuse('body', 'is not a form');
    const field = unescaped(name);
    const problem = problemOfName(field, names);
    if (problem) refuse(fieldName([field]), problem);
    names.add(field);
    const text = unescaped(value);
    if (unusable(text)) refuse(fieldName([field]), 'contains NUL or half a character');
    Object.defineProperty(fields, field, { value: text, enumerable: true });
  }
  return fields;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return refuse('body', 'is not a form');
  }
}
