import type { DeniedWords } from '#libs/credentials';
import { WordLists } from '#libs/credentials';
import type { TenantId } from '#libs/identity';

/** `version` null: the tenant has no list. The others are null, too, where the asker knows it. */
export interface WordListRow {
  readonly words_version: number | null;
  readonly words_packed: Buffer | null;
  /** Only of lists that were saved before lists were packed. */
  readonly words: readonly string[] | null;
}

/** Of the list `w`; the number of the placeholder is that of the version which the asker knows. */
export const wordListColumns = (known: number): string => {
  const news = `w.version IS DISTINCT FROM $${known}::int`;
  return `w.version AS words_version,
    CASE WHEN ${news} THEN w.packed END AS words_packed,
    CASE WHEN ${news} AND w.packed IS NULL THEN w.words END AS words`;
};

/** Of a tenant that has no list. */
const NO_LIST: DeniedWords = { version: 0, lists: () => false, sourcesOf: () => [] };

/** A list of 10,000 words takes 100 kB. */
const MOST_REMEMBERED = 100;

/** For whoever reads no lists: a tenant that has one is an error, not one that has none. */
export class NoWordLists extends WordLists {
  override pack(): never {
    throw new Error('nothing here packs lists of words');
  }

  override open(): never {
    throw new Error('nothing here reads lists of words');
  }
}

/** Tenants' word lists, opened once per version: a request then asks only whether it is still that. */
export class KnownWordLists {
  readonly #known = new Map<TenantId, DeniedWords>();

  constructor(private readonly lists: WordLists) {}

  knownOf(tenant: TenantId): DeniedWords | undefined {
    return this.#known.get(tenant);
  }

  /** What a row brought, or what was `known` when it was asked for. @throws if it cannot be read */
  read(tenant: TenantId, row: WordListRow, known: DeniedWords | undefined): DeniedWords {
    const { words_version: version, words } = row;
    if (version === null) return NO_LIST;
    const packed = row.words_packed ?? (words && this.lists.pack(words));
    if (!packed) {
      if (known?.version === version) return known;
      throw new Error('a list of words came without its words');
    }
    const opened = this.lists.open(packed, version);
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    this.#known.set(tenant, opened);
    return opened;
  }
}
