import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { requireCompletePull } from '../pull/pull-state.js';
import type { Compression } from './compression.js';
import { compressionOf, textOf } from './compression.js';
import { Malformed } from './malformed.js';

export interface RangeFolder {
  readonly kind: 'ranges';
  readonly path: string;
  /** In the order of their ranges. */
  readonly files: readonly string[];
  readonly bytes: number;
  readonly compression: Compression;
}

export interface TextFile {
  readonly kind: 'hashes' | 'words';
  readonly path: string;
  readonly bytes: number;
  readonly compression: Compression;
}

export type Source = RangeFolder | TextFile;

export interface Sources {
  readonly all: readonly Source[];
  readonly bytes: number;
  /** At most so many entries, as far as sizes tell. */
  readonly entries: number;
  /** Another one means that what was begun was begun with other files. */
  readonly fingerprint: string;
  readonly newest: Date;
}

const RANGE_FILE = /^[0-9a-f]{5}(?:\.txt)?(?:\.gz|\.zst)?$/iu;
const NTLM = /^(?:[0-9a-f]{32}|[0-9a-f]{27})(?::\d+)?$/iu;
const HASH_COUNT = /^[0-9a-f]{40}:\d+$/iu;
const RANGE_LINE = /^[0-9a-f]{35}:\d+$/iu;

/** Looks at what is to be built from. @throws Malformed that says what was found instead. */
export async function inspected(paths: readonly string[]): Promise<Sources> {
  const hash = createHash('sha256');
  let newest = 0;
  const sized = (path: string): number => {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path}\0${size}\0${mtimeMs}\0`);
    newest = Math.max(newest, mtimeMs);
    return size;
  };
  const all: Source[] = [];
  for (const path of paths) {
    const folder = statSync(path).isDirectory();
    all.push(folder ? await rangeFolder(path, sized) : await textFile(path, sized));
  }
  return {
    all,
    bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
    entries: all.reduce((sum, source) => sum + mostEntries(source), 0),
    fingerprint: hash.digest('hex'),
    newest: new Date(newest),
  };
}

type Sized = (path: string) => number;

async function rangeFolder(path: string, sized: Sized): Promise<RangeFolder> {
  requireCompletePull(path);
  const names = readdirSync(path).filter((name) => !name.startsWith('.'));
  const files = names.filter((name) => RANGE_FILE.test(name)).map((name) => [rangeOf(name), name]);
  files.sort(([a = 0], [b = 0]) => Number(a) - Number(b));
  const twice = files.findIndex(([range], at) => range === files[at - 1]?.[0]);
  if (twice > 0) throw new Malformed(`${path} holds range ${files[twice]?.[1]} twice`);
  const sorted = files.map(([, name]) => String(name));
  const [first] = sorted;
  if (first === undefined) {
    throw new Malformed(
      `${path} holds no range files: they are called 00000 to FFFFF, or with .txt`,
    );
  }
  const bytes = sorted.reduce((sum, name) => sum + sized(join(path, name)), 0);
  const compression = compressionOf(join(path, first));
  const line = await firstLine(join(path, first), compression);
  if (NTLM.test(line)) throw ntlm(path);
  if (line !== '' && !RANGE_LINE.test(line)) {
    throw new Malformed(`${path}/${first} holds no SUFFIX:COUNT lines`);
  }
  return { kind: 'ranges', path, files: sorted, bytes, compression };
}

async function textFile(path: string, sized: Sized): Promise<TextFile> {
  const compression = compressionOf(path);
  const line = await firstLine(path, compression);
  if (NTLM.test(line)) throw ntlm(path);
  const kind = HASH_COUNT.test(line) ? 'hashes' : 'words';
  return { kind, path, bytes: sized(path), compression };
}

const ntlm = (path: string): Malformed =>
  new Malformed(
    `${path} holds NTLM hashes. A password is looked up by its SHA-1 hash, which cannot be told ` +
      'from its NTLM hash: download the SHA-1 files instead',
  );

export const rangeOf = (name: string): number => Number.parseInt(name.slice(0, 5), 16);

async function firstLine(path: string, compression: Compression): Promise<string> {
  for await (const chunk of textOf(path, compression, () => undefined)) {
    return chunk.toString('utf8', 0, 200).split('\n')[0]?.trim() ?? '';
  }
  return '';
}

/** The shortest line of each kind; compressed, the random part of a hash stays as long as it is. */
const LEAST_BYTES = { ranges: 38, hashes: 43, words: 2 } as const;
const LEAST_COMPRESSED_BYTES = { ranges: 17, hashes: 17, words: 0.25 } as const;

const mostEntries = ({ kind, bytes, compression }: Source): number =>
  Math.ceil(bytes / (compression === 'none' ? LEAST_BYTES : LEAST_COMPRESSED_BYTES)[kind]) + 1;
