import type { TenantId } from '#libs/identity';
import { ContextWords } from '#libs/password-policy';

interface KnownList {
  readonly version: number;
  readonly words: ContextWords;
}

const NO_WORDS = new ContextWords([]);

/** A list of 10,000 words takes a megabyte or two once it is folded. */
const MOST_REMEMBERED = 100;

/** Tenants' word lists, folded once per version: a request then asks only whether it is still that. */
export class WordLists {
  readonly #known = new Map<TenantId, KnownList>();

  knownOf(tenant: TenantId): KnownList | undefined {
    return this.#known.get(tenant);
  }

  /** What a row brought, or what was `known` when it was asked for. */
  read(
    tenant: TenantId,
    row: { readonly words_version: number | null; readonly words: readonly string[] | null },
    known: KnownList | undefined,
  ): ContextWords {
    const { words_version: version, words } = row;
    if (version === null) return NO_WORDS;
    if (words === null) return known?.words ?? NO_WORDS;
    const list = new ContextWords(words.map((text) => ({ source: 'word_list', text })));
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    this.#known.set(tenant, { version, words: list });
    return list;
  }
}
