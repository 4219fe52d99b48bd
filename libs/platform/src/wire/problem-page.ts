import { RefusalException } from './refusal-exception.js';
import type { Reply } from './reply.js';
import type { Word } from './words.js';

/**
 * The page that a problem's `type` resolves to (RFC 9457 §3.1.1): the same words, for the person who
 * looks it up. @throws RefusalException `not_found`.
 */
export function problemPage(code: string, words: Readonly<Record<string, Word>>): Reply {
  const word = Object.hasOwn(words, code) ? words[code] : undefined;
  if (!word) throw new RefusalException({ code: 'not_found' });
  const text = [
    `${code} (HTTP ${String(word.status)}, ${word.code})`,
    '',
    word.says,
    `What to do: ${word.hint}`,
    '',
  ].join('\n');
  return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: text };
}
