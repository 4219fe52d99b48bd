import { closeSync, createReadStream, openSync, readFileSync, readSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip, gunzipSync } from 'node:zlib';

import { decompress, Decompress } from 'fzstd';

import { Malformed } from './malformed.js';

export type Compression = 'none' | 'gzip' | 'zstd';

const CHUNK = 1024 * 1024;

/** Known by its first bytes, whatever the file is called (RFC 1952 §2.3.1, RFC 8878 §3.1.1). */
export function compressionOf(path: string): Compression {
  const [head] = rawChunks(path, 4);
  if (head && head.length >= 2 && head.readUInt16BE() === 0x1f8b) return 'gzip';
  if (head && head.length >= 4 && head.readUInt32LE() === 0xfd2fb528) return 'zstd';
  return 'none';
}

/** The whole text of a small file. @throws Malformed if it ends too early. */
export function wholeText(path: string): Buffer {
  const bytes = readFileSync(path);
  try {
    if (bytes.length >= 2 && bytes.readUInt16BE() === 0x1f8b) return gunzipSync(bytes);
    if (bytes.length >= 4 && bytes.readUInt32LE() === 0xfd2fb528) {
      return Buffer.from(decompress(bytes));
    }
    return bytes;
  } catch (error) {
    throw unreadable(path, error);
  }
}

/**
 * The text of a file in pieces, each good until the next is asked for; `onRead` hears how many of its bytes on disk have been read.
 * @throws Malformed if it ends too early.
 */
export async function* textOf(
  path: string,
  compression: Compression,
  onRead: (bytes: number) => void,
): AsyncGenerator<Buffer, void, void> {
  if (compression === 'none') {
    for (const chunk of rawChunks(path)) {
      onRead(chunk.length);
      yield chunk;
    }
    return;
  }
  try {
    yield* compression === 'gzip' ? gunzipped(path, onRead) : unzstd(path, onRead);
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function* gunzipped(
  path: string,
  onRead: (bytes: number) => void,
): AsyncGenerator<Buffer, void, void> {
  const source = createReadStream(path, { highWaterMark: CHUNK });
  source.on('data', (chunk) => onRead(chunk.length));
  const text = createGunzip({ chunkSize: CHUNK });
  const piped = pipeline(source, text);
  // Heard below, once the text is through or has failed by itself.
  piped.catch(() => undefined);
  yield* text as AsyncIterable<Buffer>;
  await piped;
}

async function* unzstd(
  path: string,
  onRead: (bytes: number) => void,
): AsyncGenerator<Buffer, void, void> {
  const ready: Buffer[] = [];
  const stream = new Decompress((text) => void ready.push(Buffer.from(text)));
  for (const chunk of rawChunks(path)) {
    onRead(chunk.length);
    stream.push(Uint8Array.from(chunk));
    yield* ready.splice(0);
  }
  stream.push(new Uint8Array(), true);
  yield* ready.splice(0);
}

/** Each chunk overwrites the one before: a build reads gigabytes, and memory is not free. */
function* rawChunks(path: string, size = CHUNK): Generator<Buffer, void, void> {
  const file = openSync(path, 'r');
  const chunk = Buffer.allocUnsafeSlow(size);
  try {
    for (;;) {
      const read = readSync(file, chunk, 0, size, null);
      if (read === 0) return;
      yield chunk.subarray(0, read);
    }
  } finally {
    closeSync(file);
  }
}

const unreadable = (path: string, error: unknown): Error =>
  error instanceof Error && 'syscall' in error
    ? error
    : new Malformed(`${path} cannot be decompressed: it is damaged or ends too early`);
