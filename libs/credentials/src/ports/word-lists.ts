import type { Password } from '#libs/identity';
import type { WordIndex } from '#libs/password-policy';

/** A tenant's own list. It works twice: on passwords that stand on it, and on those made of its words. */
export interface DeniedWords extends WordIndex {
  /** Counts every write of the list; 0: there never was one. */
  readonly version: number;
  /** Whether the password itself is one of the words, in whatever case. */
  lists(password: Password): boolean;
}

/** How a list is stored: as one corpus, from which no word can be read. */
export abstract class WordLists {
  abstract pack(words: readonly string[]): Uint8Array;

  /** @throws for anything but what `pack` made, whole: a list that binds nobody must not pass for one. */
  abstract open(packed: Uint8Array, version: number): DeniedWords;
}
