import { folded } from './folding.js';
import type { WordSource } from './violation.js';

export interface ContextWord {
  readonly source: WordSource;
  readonly text: string;
}

/** What may stand before and after a word, together, without making it another one. */
const AFFIXES = 4;

/**
 * Words folded and indexed, so that a password is looked up in 15 ways however many words there are.
 * Preparing 10,000 takes some milliseconds: once per list, not per password.
 */
export class ContextWords {
  readonly #sources = new Map<string, readonly WordSource[]>();

  constructor(words: Iterable<ContextWord>) {
    for (const { source, text } of words) {
      const key = folded(text);
      const before = this.#sources.get(key) ?? [];
      // A word of separators only would be every password of separators only.
      if (key !== '' && !before.includes(source)) this.#sources.set(key, [...before, source]);
    }
  }

  /** Where the words come from that the folded password is, but for its affixes. */
  sourcesOf(password: string): readonly WordSource[] {
    if (this.#sources.size === 0) return [];
    return withoutAffixes(password).flatMap((core) => this.#sources.get(core) ?? []);
  }
}

/** Everything that is left when up to four code points are taken off both ends together. */
function withoutAffixes(text: string): string[] {
  const starts = boundaries(text, 0, 1);
  const ends = boundaries(text, text.length, -1);
  return starts.flatMap((start, before) =>
    ends.slice(0, AFFIXES + 1 - before).map((end) => text.slice(start, Math.max(start, end))),
  );
}

/** The first positions between code points, from one end of the text inwards. */
function boundaries(text: string, from: number, direction: 1 | -1): number[] {
  const found = [from];
  for (let at = from; found.length <= AFFIXES;) {
    at += direction * widthAt(text, at, direction);
    if (at < 0 || at > text.length) break;
    found.push(at);
  }
  return found;
}

function widthAt(text: string, at: number, direction: 1 | -1): 1 | 2 {
  const first = direction === 1 ? at : at - 2;
  return (text.codePointAt(first) ?? 0) > 0xffff ? 2 : 1;
}
