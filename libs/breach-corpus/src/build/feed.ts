import { join } from 'node:path';

import type { Flavour } from '../format/layout.js';
import { textOf, wholeText } from './compression.js';
import { LineParser } from './line-parser.js';
import type { TakeBatch } from './records.js';
import type { RangeFolder, Source, TextFile } from './sources.js';
import { rangeOf } from './sources.js';
import { WordParser } from './word-parser.js';

/** Where in the sources a build stands. */
export interface Cursor {
  readonly source: number;
  /** Of a folder: the number of the file. */
  readonly file: number;
  /** Of a text file: how many bytes of its text have become entries. */
  readonly offset: number;
  /** Bytes on disk that lie behind. */
  readonly done: number;
}

export const START: Cursor = { source: 0, file: 0, offset: 0, done: 0 };

export interface Feeding {
  readonly flavour: Flavour;
  readonly minimumCount: number;
  readonly take: TakeBatch;
  /** After every piece of work: all entries before the cursor have been taken. */
  readonly onCursor: (cursor: Cursor) => void;
}

/** How many small files are one piece of work. */
const FILES_AT_ONCE = 64;

/** Reads the sources from a cursor on, and hands their entries over in batches. */
export async function feed(sources: readonly Source[], from: Cursor, to: Feeding): Promise<void> {
  let cursor = from;
  let before = 0;
  for (const [at, source] of sources.entries()) {
    if (at >= from.source) {
      const feeder =
        source.kind === 'ranges' ? feedFolder(source, before) : feedText(source, before);
      await feeder(cursor, to);
      cursor = { ...START, source: at + 1, done: before + source.bytes };
      to.onCursor(cursor);
    }
    before += source.bytes;
  }
}

type Feeder = (from: Cursor, to: Feeding) => Promise<void>;

const feedFolder =
  (folder: RangeFolder, before: number): Feeder =>
  async (from, to) => {
    const parser = new LineParser(to.flavour, to.minimumCount, to.take);
    const share = folder.bytes / folder.files.length;
    for (let file = from.file; file < folder.files.length; file += 1) {
      const name = folder.files[file] ?? '';
      const path = join(folder.path, name);
      parser.begin(path, rangeOf(name));
      parser.parse(wholeText(path), true);
      if (file % FILES_AT_ONCE !== FILES_AT_ONCE - 1) continue;
      parser.flush();
      to.onCursor({ ...from, file: file + 1, done: before + (file + 1) * share });
      await nextTurn();
    }
    parser.flush();
  };

const feedText =
  (source: TextFile, before: number): Feeder =>
  async (from, to) => {
    const parser = parserOf(source, to);
    let [skip, offset, done] = [from.offset, from.offset, before];
    let rest: Buffer = Buffer.alloc(0);
    const onRead = (bytes: number): void => void (done += bytes);
    for await (const chunk of textOf(source.path, source.compression, onRead)) {
      const text = chunk.subarray(Math.min(skip, chunk.length));
      skip -= chunk.length - text.length;
      const left = parseOn(parser, rest, text);
      offset += rest.length + text.length - left.length;
      rest = left;
      parser.flush();
      to.onCursor({ ...from, offset, done });
      await nextTurn();
    }
    parser.parse(rest, true);
    parser.flush();
  };

/** Parses what a piece of text left over and the next one; answers what that leaves over. */
function parseOn(parser: LineParser | WordParser, rest: Buffer, text: Buffer): Buffer {
  if (rest.length === 0) return Buffer.from(text.subarray(parser.parse(text, false)));
  const end = text.indexOf('\n') + 1 || text.length;
  const line = Buffer.concat([rest, text.subarray(0, end)]);
  const left = line.subarray(parser.parse(line, false));
  return end === text.length ? left : parseOn(parser, left, text.subarray(end));
}

function parserOf(
  { kind, path }: TextFile,
  { flavour, minimumCount, take }: Feeding,
): LineParser | WordParser {
  if (kind === 'words') return new WordParser(flavour, take);
  const parser = new LineParser(flavour, minimumCount, take);
  parser.begin(path);
  return parser;
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
