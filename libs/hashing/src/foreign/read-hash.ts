import type { ForeignHash } from '#libs/credentials';

import { isFast } from './fast.js';
import type { ForeignRecipe, Recipe } from './recipe.js';
import { schemeOf } from './scheme.js';

/** What the port's opaque type is here. */
export class ReadHash implements ForeignHash, ForeignRecipe {
  readonly recipe: Recipe;
  readonly tag: Uint8Array;
  /** Never stored as it is. */
  readonly isFast: boolean;
  readonly scheme: string;

  constructor({ recipe, tag }: ForeignRecipe) {
    this.recipe = recipe;
    this.tag = tag;
    this.isFast = isFast(recipe);
    this.scheme = schemeOf(recipe, this.isFast);
  }

  static from(hash: ForeignHash): ReadHash {
    if (hash instanceof ReadHash) return hash;
    throw new TypeError('this hash was read by another adapter');
  }

  toJSON(): string {
    return '[secret]';
  }
}
