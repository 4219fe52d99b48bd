import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

import { randomBytes } from '#libs/platform';

import type { CorpusFile, RangeEntry } from '../file/corpus-file.js';

/** A request of the HIBP range protocol, as far as it matters. */
export interface RangeRequest {
  readonly prefix: string;
  readonly mode?: string | undefined;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export interface RangeReply {
  readonly status: 200 | 304 | 400 | 503;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

const PREFIX = /^[0-9a-f]{5}$/iu;

/** Answers as api.pwnedpasswords.com does, so that its clients see no difference. */
export function rangeAnswer(corpus: CorpusFile | undefined, request: RangeRequest): RangeReply {
  const { prefix, mode, headers } = request;
  if (!PREFIX.test(prefix)) return told(400, 'The hash prefix was not in a valid format');
  if (mode?.toLowerCase() === 'ntlm')
    return told(400, 'NTLM hashes are not served here, only SHA-1');
  if (corpus?.header.flavour !== 'full') return told(503, 'There is no corpus that serves ranges');
  const padded = textOf(headers['add-padding']).toLowerCase() === 'true';
  const etag = `W/"${corpus.version}-${prefix.toUpperCase()}"`;
  const cached = { 'cache-control': 'public, max-age=86400', etag };
  const dated = { 'last-modified': corpus.header.sourceDate.toUTCString() };
  const about = { ...dated, ...(padded ? { 'cache-control': 'no-store' } : cached) };
  if (!padded && knows(textOf(headers['if-none-match']), etag)) {
    return { status: 304, headers: about, body: '' };
  }
  let entries: readonly RangeEntry[];
  try {
    entries = corpus.range(Number.parseInt(prefix, 16));
  } catch {
    return told(503, 'The corpus cannot be read');
  }
  const body = linesOf(padded ? paddedTo(paddedLength(corpus), entries) : entries);
  return encoded(body, textOf(headers['accept-encoding']), about);
}

const PLAIN = { 'content-type': 'text/plain; charset=utf-8' } as const;

const told = (status: 400 | 503, body: string): RangeReply => ({ status, headers: PLAIN, body });

const textOf = (value: string | readonly string[] | undefined): string =>
  typeof value === 'string' ? value : (value?.join(', ') ?? '');

const knows = (given: string, etag: string): boolean =>
  given === '*' || given.split(',').some((one) => `W/${one.trim().replace(/^W\//u, '')}` === etag);

const linesOf = (entries: readonly RangeEntry[]): string =>
  entries.map(({ suffix, count }) => `${suffix}:${count}`).join('\r\n');

/** HIBP pads its answers to 800 to 1,000 lines. */
const LEAST_PADDED = 1_000;

/**
 * A random length that says nothing of the range: between four fifths and all of what the largest
 * range may have, eight standard deviations above the mean.
 */
function paddedLength({ header }: CorpusFile): number {
  const mean = header.entries / 2 ** 20;
  const most = Math.max(LEAST_PADDED, Math.ceil(mean + 8 * Math.sqrt(mean)));
  const least = Math.ceil(most * 0.8);
  return least + (randomBytes(4).readUInt32LE() % (most - least + 1));
}

/** Lines with a count of 0 belong to no password; they stand among the others. */
function paddedTo(length: number, entries: readonly RangeEntry[]): readonly RangeEntry[] {
  const missing = Math.max(length - entries.length, 0);
  const random = randomBytes(18 * missing)
    .toString('hex')
    .toUpperCase();
  const padding = Array.from({ length: missing }, (_, at) => ({
    suffix: random.slice(36 * at, 36 * at + 35),
    count: 0,
  }));
  return [...entries, ...padding].sort((a, b) => (a.suffix < b.suffix ? -1 : 1));
}

/** Below this a compressed answer is no smaller. */
const WORTH_IT = 256;

function encoded(
  body: string,
  accepted: string,
  about: Readonly<Record<string, string>>,
): RangeReply {
  const headers = { ...PLAIN, ...about, vary: 'accept-encoding' };
  const encoding = body.length < WORTH_IT ? undefined : chosen(accepted);
  if (!encoding) return { status: 200, headers, body };
  const fast = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
  const bytes = encoding === 'br' ? brotliCompressSync(body, fast) : gzipSync(body, { level: 5 });
  return { status: 200, headers: { ...headers, 'content-encoding': encoding }, body: bytes };
}

/** RFC 9110 §12.5.3, without weighing: br where it is not refused, else gzip. */
function chosen(accepted: string): 'br' | 'gzip' | undefined {
  const wanted = accepted
    .toLowerCase()
    .split(',')
    .map((one) => one.trim())
    .filter((one) => !/;\s*q=0(?:\.0*)?$/u.test(one))
    .map((one) => one.split(';')[0]?.trim());
  return (['br', 'gzip'] as const).find((encoding) => wanted.includes(encoding));
}
