import type { Recipe } from './recipe.js';

/** An imported hash as it lies in its envelope: what is fast is there only inside Argon2id. */
export interface StoredForeign {
  readonly recipe: Recipe;
  readonly proof:
    | { readonly tag: string }
    /** The canonical PHC string of the tag. */
    | { readonly wrapped: string };
}

/** Ours begin with a dollar sign. */
export const isForeign = (text: string): boolean => text.startsWith('{');

export const textOfForeign = ({ recipe, proof }: StoredForeign): string =>
  JSON.stringify({ recipe, proof });

/** Written by us and authenticated by its envelope. */
export const foreignOf = (text: string): StoredForeign => JSON.parse(text) as StoredForeign;
