import type { ValidationError } from 'class-validator';
import { validateSync } from 'class-validator';

import type { FieldProblem } from '#libs/identity';

import { RefusalException } from './refusal-exception.js';

const PLAIN = { whitelist: true, forbidNonWhitelisted: true, stopAtFirstError: true } as const;

/**
 * Reads a body as exactly what a wire class declares: unknown properties are refused, every field
 * is named, no value is repeated. `aliases` maps second spellings to declared names; `within` is
 * the path of a nested object, for the names in the answer.
 * @throws RefusalException with `invalid_request`.
 */
export function strictBody<Wire extends object>(
  Wire: new () => Wire,
  body: unknown,
  aliases: Readonly<Record<string, string>> = {},
  within = '',
): Wire {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return invalid([{ field: within || 'body', problem: 'must be a JSON object' }]);
  }
  const path = (name: string): string => (within ? `${within}.${name}` : name);
  const wire = new Wire();
  for (const [name, value] of Object.entries(body)) {
    // `constructor` as a property would make class-validator read another class's rules (R15).
    if (name in Object.prototype) return invalid([unknownField(path(name))]);
    const declared = Object.hasOwn(aliases, name) ? (aliases[name] ?? name) : name;
    if (declared !== name && Object.hasOwn(body, declared)) {
      return invalid([
        { field: path(name), problem: `is the same field as ${declared}; send one` },
      ]);
    }
    Object.defineProperty(wire, declared, { value, enumerable: true, writable: true });
  }
  const errors = validateSync(wire, PLAIN);
  return errors.length > 0 ? invalid(problemsOf(errors, path)) : wire;
}

export function invalid(fields: readonly FieldProblem[]): never {
  throw new RefusalException({ code: 'invalid_request', fields });
}

const problemsOf = (
  errors: readonly ValidationError[],
  path: (name: string) => string,
): FieldProblem[] =>
  errors.map((error) =>
    'whitelistValidation' in (error.constraints ?? {})
      ? unknownField(path(error.property))
      : { field: path(error.property), problem: wording(error) },
  );

/** Long enough for every field that exists; a client's own text need not come back whole. */
const LONGEST_FIELD_NAME = 64;

const unknownField = (name: string): FieldProblem => ({
  field: name.slice(0, LONGEST_FIELD_NAME),
  problem: 'is not a field of this request',
});

function wording({ property, constraints = {} }: ValidationError): string {
  const first = Object.values(constraints)[0] ?? 'is not valid';
  return first.startsWith(`${property} `) ? first.slice(property.length + 1) : first;
}
