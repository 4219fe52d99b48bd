import type { IdentifierType, SubjectId } from '#libs/identity';
import { isSubjectId, Secret } from '#libs/identity';

import { fieldsOf } from './csv.js';
import type { Line } from './lines.js';
import { LONGEST_LINE } from './lines.js';

export interface WrittenIdentifier {
  readonly type: IdentifierType;
  readonly value: string;
  readonly verified: boolean;
}

/** What one line says of one person. */
export interface ImportRecord {
  readonly subject: SubjectId;
  readonly hash: Secret;
  readonly identifiers: readonly WrittenIdentifier[];
  /** Known to whoever wrote the file: tried in a dry run, never stored. */
  readonly sample?: string;
}

/** @throws BadLine */
export type ReadRecord = (line: Line) => ImportRecord;

/** Says what is wrong with a line, and repeats nothing of it. */
export class BadLine extends Error {
  override readonly name = 'BadLine';
}

const TYPES: readonly IdentifierType[] = ['EMAIL', 'MOBILE', 'USERNAME', 'EXTERNALID'];
const KNOWN = new Set(['subject', 'hash', 'identifiers', 'password']);

const isType = (type: unknown): type is IdentifierType =>
  (TYPES as readonly unknown[]).includes(type);

export const readJson: ReadRecord = (line) => {
  const said = textOf(line);
  let value: unknown;
  try {
    value = JSON.parse(said);
  } catch {
    throw new BadLine(line.whole ? 'is not JSON' : 'is not JSON: was the file cut off?');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BadLine('is no JSON object');
  }
  const person = value as Record<string, unknown>;
  const unknown = Object.keys(person).find((name) => !KNOWN.has(name));
  if (unknown !== undefined) throw new BadLine('has a property that is none of ours');
  const { subject, hash, identifiers = [], password } = person;
  const text = typeof hash === 'object' && hash !== null ? JSON.stringify(hash) : hash;
  if (!Array.isArray(identifiers)) throw new BadLine('has identifiers that are no list');
  return recordOf(subject, text, identifiers.map(identifierOf), password);
};

function identifierOf(value: unknown): WrittenIdentifier {
  const { type, value: text, verified = false } = (value ?? {}) as Record<string, unknown>;
  if (!isType(type) || typeof text !== 'string' || typeof verified !== 'boolean') {
    throw new BadLine('has an identifier that is none: type, value and verified are read');
  }
  return { type, value: text, verified };
}

/** By the names in the first line: `subject,hash,email,email_verified,…`. @throws BadLine */
export function readCsv(header: Line): ReadRecord {
  const names = fieldsOf(textOf(header))?.map((name) => name.trim().toLowerCase());
  const verified = TYPES.map((type) => `${type.toLowerCase()}_verified`);
  const allowed = ['subject', 'hash', 'password', ...TYPES.map((type) => type.toLowerCase())];
  const wrong = names?.find((name) => ![...allowed, ...verified].includes(name));
  if (!names?.includes('subject') || !names.includes('hash')) {
    throw new BadLine('must name the columns, subject and hash among them');
  }
  if (wrong !== undefined || new Set(names).size < names.length) {
    throw new BadLine('names a column that is none of ours, or one twice');
  }
  return (line) => {
    // A hash that was cut off in the middle may still be one.
    if (!line.whole) throw new BadLine('has no line end: was the file cut off?');
    const fields = fieldsOf(textOf(line));
    if (!fields) throw new BadLine('has a quote that is not closed on the line');
    if (fields.length !== names.length)
      throw new BadLine('has not as many fields as the first line');
    const named = new Map(names.map((name, index) => [name, fields[index] ?? '']));
    const identifiers = TYPES.flatMap((type) => {
      const value = named.get(type.toLowerCase()) ?? '';
      const known = /^(true|1|yes)$/i.test(named.get(`${type.toLowerCase()}_verified`) ?? '');
      return value === '' ? [] : [{ type, value, verified: known }];
    });
    const password = named.get('password') || undefined;
    return recordOf(named.get('subject'), named.get('hash'), identifiers, password);
  };
}

function recordOf(
  subject: unknown,
  hash: unknown,
  identifiers: readonly WrittenIdentifier[],
  sample: unknown,
): ImportRecord {
  if (typeof subject !== 'string' || !isSubjectId(subject)) {
    throw new BadLine('has no subject, or one that cannot name a person');
  }
  if (typeof hash !== 'string' || hash === '') throw new BadLine('has no hash');
  if (sample !== undefined && typeof sample !== 'string') {
    throw new BadLine('has a password that is no text');
  }
  const record = { subject, hash: new Secret(hash), identifiers };
  return sample === undefined ? record : { ...record, sample };
}

function textOf({ text }: Line): string {
  if (text === undefined) throw new BadLine(`is longer than ${LONGEST_LINE} bytes`);
  if (text.includes('\uFFFD')) throw new BadLine('is not UTF-8');
  return text;
}
