import { WordLists } from '#libs/credentials';
import type { DeniedWords } from '#libs/credentials';
import type { Password } from '#libs/identity';
import { cores, folded as withoutDisguise } from '#libs/password-policy';

import { folded } from '../built-in/folded.js';
import { PackedCorpus, packedCorpus } from '../file/packed-corpus.js';
import { falsePositiveRate } from '../format/layout.js';
import type { Sha1 } from '../format/sha1.js';
import { sha1Of } from '../format/sha1.js';

/** Says how words were folded: lists of another fold have to be saved again. */
const NAME = 'deny list, fold 1';

/** A password is looked up as it is, and in fifteen ways without its affixes. */
const LOOK_UPS = 16;

/** A tenant's list as a compact corpus: each word as a password, and as what passwords are made of. */
export class PackedWordLists extends WordLists {
  pack(words: readonly string[]): Buffer {
    const hashes = [...new Set(words.flatMap(hashesOf))];
    let bits = 8;
    while (LOOK_UPS * falsePositiveRate('compact', bits, hashes.length) > 1e-6) bits += 1;
    return packedCorpus(hashes, bits, NAME);
  }

  open(packed: Uint8Array, version: number): DeniedWords {
    const corpus = PackedCorpus.open(packed, 'the deny list');
    if (corpus.header.sourceName !== NAME) {
      throw new Error(`the deny list is a ${corpus.header.sourceName}: save it again`);
    }
    return new PackedWords(corpus, version);
  }
}

class PackedWords implements DeniedWords {
  constructor(
    private readonly corpus: PackedCorpus,
    readonly version: number,
  ) {}

  lists(password: Password): boolean {
    return this.corpus.find(listedAs(password.reveal())) > 0;
  }

  sourcesOf(password: string): readonly ['word_list'] | readonly [] {
    if (this.corpus.header.entries === 0) return [];
    const made = cores(password).some((core) => this.corpus.find(madeOf(core)) > 0);
    return made ? ['word_list'] : [];
  }
}

/** As any corpus has a password, in the fold of the built-in list. */
const listedAs = (text: string): Sha1 => sha1Of(folded(text));

/** Behind NUL, which no password has. */
const madeOf = (core: string): Sha1 => sha1Of(`\0${core}`);

function hashesOf(word: string): readonly Sha1[] {
  const core = withoutDisguise(word.normalize('NFC'));
  // A word of separators only would be every password of separators only.
  return core === '' ? [listedAs(word)] : [listedAs(word), madeOf(core)];
}
