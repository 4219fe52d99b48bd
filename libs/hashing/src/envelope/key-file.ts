import { KEY_ID, ROOT_KEY_BYTES, RootKey } from './root-key.js';

/** A key file that cannot be used. Names every mistake by its place and never repeats a key. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';

  constructor(readonly mistakes: readonly string[]) {
    super(`the key file cannot be used: ${mistakes.join('; ')}`);
  }
}

interface KeyFile {
  readonly keys: readonly [RootKey, ...RootKey[]];
  readonly demo: boolean;
}

/** `{"keys":[{"id":"2026-01","key":"<32 bytes in base64>"}]}`, optionally with `"demo": true`. */
export function readKeyFile(text: string): KeyFile {
  const file = parsed(text);
  const mistakes = strangers(file, ['keys', 'demo'], '');
  const { demo = false, keys: entries } = file;
  if (typeof demo !== 'boolean') mistakes.push('"demo" must be true or false');
  if (!Array.isArray(entries) || entries.length === 0) {
    throw new KeyFileError([...mistakes, '"keys" must be a list of at least one key']);
  }
  const keys = entries.map((entry, at) => readKey(entry, `keys[${at}]`, mistakes));
  mistakes.push(...repetitions(keys));
  const [first, ...others] = keys.filter((key) => key !== undefined);
  if (mistakes.length > 0 || !first) throw new KeyFileError(mistakes);
  return { keys: [first, ...others], demo: demo === true };
}

function parsed(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text.
    throw new KeyFileError(['it is not JSON']);
  }
  if (!isObject(value)) throw new KeyFileError(['it is not a JSON object']);
  return value;
}

function readKey(entry: unknown, place: string, mistakes: string[]): RootKey | undefined {
  if (!isObject(entry)) {
    mistakes.push(`${place} must be an object with "id" and "key"`);
    return undefined;
  }
  mistakes.push(...strangers(entry, ['id', 'key'], `${place}.`));
  const { id, key } = entry;
  const idFits = typeof id === 'string' && KEY_ID.test(id);
  if (!idFits) mistakes.push(`${place}.id must be 1 to 32 letters, digits, "-" or "_"`);
  const bytes = typeof key === 'string' ? Buffer.from(key, 'base64') : Buffer.alloc(0);
  const exact = bytes.length === ROOT_KEY_BYTES && bytes.toString('base64') === key;
  if (!exact) mistakes.push(`${place}.key must be ${ROOT_KEY_BYTES} bytes in base64`);
  else if (new Set(bytes).size === 1) mistakes.push(`${place}.key is a placeholder, not random`);
  return idFits && exact ? new RootKey(id, bytes) : undefined;
}

function repetitions(keys: readonly (RootKey | undefined)[]): string[] {
  return keys.flatMap((key, at) => {
    const before = keys.slice(0, at);
    const found: string[] = [];
    if (key && before.some((other) => other?.id === key.id)) {
      found.push(`keys[${at}].id repeats an earlier one`);
    }
    if (key && before.some((other) => other?.reveal() === key.reveal())) {
      found.push(`keys[${at}].key repeats an earlier one`);
    }
    return found;
  });
}

/** Keys of an object that nobody asked for are typing mistakes. The names are no secret. */
function strangers(file: object, known: readonly string[], place: string): string[] {
  return Object.keys(file)
    .filter((name) => !known.includes(name))
    .map((name) => `${place}${name.slice(0, 32)} is unknown`);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
