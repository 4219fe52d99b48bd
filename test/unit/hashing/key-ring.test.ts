import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';

import { describe, expect, test } from '@jest/globals';

import { KeyFileError, KeyRing } from '#libs/hashing';

import { keyFile } from './builders.js';

const key = randomBytes(32).toString('base64');
const other = randomBytes(32).toString('base64');

function mistakesIn(text: string): readonly string[] {
  try {
    KeyRing.parse(text);
    return [];
  } catch (error) {
    if (error instanceof KeyFileError) return error.mistakes;
    throw error;
  }
}

describe('a key file', () => {
  test('holds several keys by id, of which the first writes', () => {
    const ring = KeyRing.parse(keyFile(['2026-01', key], ['2025-01', other]));
    expect(ring.writer.id).toBe('2026-01');
    expect(ring.find('2025-01')?.id).toBe('2025-01');
    expect(ring.find('2024-01')).toBeUndefined();
    expect(ring.isDemo).toBe(false);
  });

  test('may be marked as made for a demonstration', () => {
    const marked = JSON.stringify({ demo: true, keys: [{ id: 'k1', key }] });
    expect(KeyRing.parse(marked).isDemo).toBe(true);
  });

  test.each([
    ['no JSON', '{"keys":', 'it is not JSON'],
    ['a list', '[]', 'it is not a JSON object'],
    ['nothing', 'null', 'it is not a JSON object'],
    ['no keys', '{"keys":[]}', '"keys" must be a list of at least one key'],
    ['keys of a wrong kind', '{"keys":{"k":1}}', '"keys" must be a list of at least one key'],
    ['a null key', '{"keys":[null]}', 'keys[0] must be an object with "id" and "key"'],
    [
      'a wordy mark',
      `{"demo":"yes","keys":[{"id":"k","key":"${key}"}]}`,
      '"demo" must be true or false',
    ],
    [
      'an id with a dot',
      keyFile(['a.b', key]),
      'keys[0].id must be 1 to 32 letters, digits, "-" or "_"',
    ],
    ['a short key', keyFile(['k', key.slice(4)]), 'keys[0].key must be 32 bytes in base64'],
    ['a key in hex', keyFile(['k', 'ab'.repeat(32)]), 'keys[0].key must be 32 bytes in base64'],
    ['a key with a line end', keyFile(['k', `${key}\n`]), 'keys[0].key must be 32 bytes in base64'],
    [
      'zeros',
      keyFile(['k', Buffer.alloc(32).toString('base64')]),
      'keys[0].key is a placeholder, not random',
    ],
    ['one id twice', keyFile(['k', key], ['k', other]), 'keys[1].id repeats an earlier one'],
    ['one key twice', keyFile(['k', key], ['l', key]), 'keys[1].key repeats an earlier one'],
    ['a misspelt word', `{"key":1,"keys":[{"id":"k","key":"${key}"}]}`, 'key is unknown'],
  ])('with %s is refused, and the mistake named', (_, text, mistake) => {
    expect(mistakesIn(text)).toEqual([mistake]);
  });

  test('has all its mistakes named at once, and no key repeated', () => {
    const text = JSON.stringify({
      keys: [
        { id: '', key: 'c2VjcmV0' },
        { id: 'k', key: 7 },
      ],
    });
    expect(mistakesIn(text)).toHaveLength(3);
    expect(mistakesIn(text).join()).not.toContain('c2VjcmV0');
  });
});

describe('a generated ring', () => {
  test('comes back from its own file text', () => {
    const ring = KeyRing.generate({ id: 'first', demo: true });
    const again = KeyRing.parse(ring.toFileText().reveal());
    expect(again.writer.reveal()).toBe(ring.writer.reveal());
    expect(again.isDemo).toBe(true);
  });

  test('never repeats a key', () => {
    expect(KeyRing.generate().writer.reveal()).not.toBe(KeyRing.generate().writer.reveal());
  });

  test('NIST-3.1.1.2-kdf-d: cannot be printed', () => {
    const ring = KeyRing.generate();
    const bytes = Buffer.from(ring.writer.reveal(), 'base64');
    const printed = [
      inspect(ring, { depth: 9, showHidden: true }),
      inspect(ring.writer, { showHidden: true }),
      JSON.stringify(ring),
      String(ring.writer),
      String(ring.toFileText()),
      inspect(ring.toFileText()),
    ].join();
    expect(printed).toContain('[secret]');
    expect(printed).not.toContain(ring.writer.reveal());
    expect(printed).not.toContain(bytes.toString('hex').slice(0, 16));
    expect(printed).not.toContain([...bytes.subarray(0, 4)].join(', '));
  });
});
