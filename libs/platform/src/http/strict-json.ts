import jsonc from 'jsonc-parser';

import type { FieldProblem } from '#libs/identity';

import { RefusalException } from '../wire/refusal-exception.js';

/** Our deepest body has four levels; the parser that looks for duplicates is recursive. */
const DEEPEST = 16;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * A JSON document that every reader understands alike: valid UTF-8, no name twice in an object, no
 * name that every object has already (R15), no NUL and no half characters, finite numbers.
 * @throws RefusalException that names the field and never repeats a value.
 */
export function strictJson(bytes: Uint8Array): unknown {
  const text = decoded(bytes);
  const value = parsed(text);
  inspect(text);
  return value;
}

export function decoded(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return refuse('body', 'is not valid UTF-8');
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse('body', 'is not valid JSON');
  }
}

/** JSON.parse keeps the last of two equal names; only the text still shows that there were two. */
function inspect(text: string): void {
  const names: Set<string>[] = [];
  let depth = 0;
  const deeper = (): void => {
    depth += 1;
    if (depth > DEEPEST) refuse('body', `is nested more than ${String(DEEPEST)} levels deep`);
  };
  const higher = (): void => void (depth -= 1);
  jsonc.visit(text, {
    onObjectBegin: () => {
      deeper();
      names.push(new Set());
    },
    onObjectEnd: () => {
      higher();
      names.pop();
    },
    onArrayBegin: deeper,
    onArrayEnd: higher,
    onObjectProperty: (name, _offset, _length, _line, _character, path) => {
      const problem = problemOfName(name, names.at(-1));
      if (problem) refuse(fieldName([...path(), name]), problem);
      names.at(-1)?.add(name);
    },
    onLiteralValue: (value: unknown, _offset, _length, _line, _character, path) => {
      const problem = problemOfValue(value);
      if (problem) refuse(fieldName(path()), problem);
    },
  });
}

export function problemOfName(
  name: string,
  siblings: ReadonlySet<string> | undefined,
): string | undefined {
  if (siblings?.has(name)) return 'is there twice';
  if (name in Object.prototype || name === 'prototype') return 'is not a field of this request';
  return unusable(name) ? 'has a name with NUL or half a character' : undefined;
}

function problemOfValue(value: unknown): string | undefined {
  if (typeof value === 'string' && unusable(value)) return 'contains NUL or half a character';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'is too large a number';
  return undefined;
}

export const unusable = (text: string): boolean => text.includes('\0') || !text.isWellFormed();

/** Long enough for every field that exists; a client's own text need not come back whole. */
const LONGEST_FIELD_NAME = 64;

/** `deviceInfo.location.lat`, `methods[2].type`; without what a terminal would obey. */
export const fieldName = (path: readonly (string | number)[]): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${String(step)}]` : `.${step}`))
    .join('')
    .replace(/^\./u, '')
    .toWellFormed()
    .replace(/\p{Cc}/gu, '�')
    .slice(0, LONGEST_FIELD_NAME) || 'body';

export function refuse(field: FieldProblem['field'], problem: string): never {
  throw new RefusalException({ code: 'invalid_request', fields: [{ field, problem }] });
}
