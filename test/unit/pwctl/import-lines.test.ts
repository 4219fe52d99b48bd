import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { fieldsOf } from '../../../apps/pwctl/src/commands/import/csv.js';
import type { Line } from '../../../apps/pwctl/src/commands/import/lines.js';
import { LONGEST_LINE, linesOf } from '../../../apps/pwctl/src/commands/import/lines.js';
import { readCsv, readJson } from '../../../apps/pwctl/src/commands/import/records.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-import-'));
});
afterAll(() => rm(folder, { recursive: true }));

const START = { line: 0, offset: 0 };

async function read(content: string | Buffer, from = START): Promise<Line[]> {
  const file = path.join(folder, 'lines');
  await writeFile(file, content);
  const lines: Line[] = [];
  for await (const line of linesOf(file, from)) lines.push(line);
  return lines;
}

const line = (text: string | undefined, whole = true): Line => ({ number: 2, text, end: 0, whole });

describe('the lines of a file', () => {
  it('end with LF or CRLF, and begin after a byte order mark', async () => {
    const lines = await read('\uFEFFone\r\ntwo\n\nfour\r\n');
    expect(lines.map(({ number, text, whole }) => [number, text, whole])).toEqual([
      [1, 'one', true],
      [2, 'two', true],
      [3, '', true],
      [4, 'four', true],
    ]);
  });

  it('tell when the last one has no end, because it may be half a line', async () => {
    expect((await read('one\ntw')).map(({ text, whole }) => [text, whole])).toEqual([
      ['one', true],
      ['tw', false],
    ]);
  });

  it('are counted and passed over when they are too long, in whatever pieces they come', async () => {
    const long = 'x'.repeat(3 * LONGEST_LINE);
    const lines = await read(`one\n${long}\nthree\n${long}`);
    expect(lines.map(({ number, text }) => [number, text])).toEqual([
      [1, 'one'],
      [2, undefined],
      [3, 'three'],
      [4, undefined],
    ]);
  });

  it('are the same from any line on', async () => {
    const words = fc.array(
      fc.string({ unit: fc.constantFrom('a', 'z', '€', '🌍'), maxLength: 40 }),
      { minLength: 1, maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(words, fc.nat(), async (texts, at) => {
        const content = texts.map((text) => `${text}\n`).join('');
        const all = await read(content);
        expect(all.map(({ text }) => text)).toEqual(texts);
        const place = all[at % all.length];
        if (!place) throw new Error('there is one');
        const rest = await read(content, { line: place.number, offset: place.end });
        expect(rest).toEqual(all.slice((at % all.length) + 1));
      }),
      { numRuns: 40 },
    );
  });
});

describe('fields of CSV', () => {
  it.each([
    ['a,b,c', ['a', 'b', 'c']],
    ['', ['']],
    [',', ['', '']],
    ['"a,b","say ""hi""",', ['a,b', 'say "hi"', '']],
    ['$2y$10$abc,"{SSHA}x=="', ['$2y$10$abc', '{SSHA}x==']],
  ])('of %s are these', (text, fields) => {
    expect(fieldsOf(text)).toEqual(fields);
  });

  it.each(['"open', 'a"b', '"a"b', '"a""'])('are none in %s', (text) => {
    expect(fieldsOf(text)).toBeUndefined();
  });
});

describe('a line of JSON', () => {
  it('tells of one person', () => {
    const text = JSON.stringify({
      subject: 'alice',
      hash: { algorithm: 'md5', hash: {} },
      identifiers: [{ type: 'EMAIL', value: 'a@example.com', verified: true }],
      password: 'known',
    });
    const { subject, hash, identifiers, sample } = readJson(line(text));
    expect([subject, hash.reveal(), sample]).toEqual([
      'alice',
      '{"algorithm":"md5","hash":{}}',
      'known',
    ]);
    expect(identifiers).toEqual([{ type: 'EMAIL', value: 'a@example.com', verified: true }]);
  });

  it.each([
    ['half of one', '{"subject":"al', false, 'cut off'],
    ['no JSON', 'alice,hash', true, 'is not JSON'],
    ['a list', '[]', true, 'no JSON object'],
    ['something else', '{"subject":"a","hash":"h","admin":true}', true, 'none of ours'],
    ['no subject', '{"hash":"h"}', true, 'no subject'],
    ['a subject of spaces', '{"subject":"a b","hash":"h"}', true, 'no subject'],
    ['no hash', '{"subject":"a"}', true, 'no hash'],
    ['a number as a hash', '{"subject":"a","hash":7}', true, 'no hash'],
    [
      'an unknown type',
      '{"subject":"a","hash":"h","identifiers":[{"type":"FAX","value":"1"}]}',
      true,
      'identifier',
    ],
    ['bytes that are no UTF-8', '{"subject":"a","hash":"\uFFFD"}', true, 'UTF-8'],
  ])('that holds %s is bad', (_, text, whole, reason) => {
    expect(() => readJson(line(text, whole))).toThrow(reason);
  });
});

describe('a line of CSV', () => {
  const reader = readCsv(line('subject,hash,email,email_verified,mobile'));

  it('tells of one person, by the names of the first line', () => {
    const { subject, hash, identifiers } = reader(line('alice,$1$x,a@example.com,TRUE,'));
    expect([subject, hash.reveal()]).toEqual(['alice', '$1$x']);
    expect(identifiers).toEqual([{ type: 'EMAIL', value: 'a@example.com', verified: true }]);
  });

  it.each([
    [
      'without an end, because a hash that was cut may still be one',
      'alice,$1$x,,,',
      false,
      'cut off',
    ],
    ['with too few fields', 'alice,$1$x', true, 'as many fields'],
    ['with an open quote', 'alice,"$1$x,,,', true, 'quote'],
    ['that is too long', undefined, true, 'longer than'],
  ])('%s is bad', (_, text, whole, reason) => {
    expect(() => reader(line(text, whole))).toThrow(reason);
  });

  it.each(['hash,email', 'subject,hash,shoe size', 'subject,hash,hash', 'subject;hash'])(
    'cannot be read under the names %s',
    (header) => {
      expect(() => readCsv(line(header))).toThrow(/column/);
    },
  );
});
