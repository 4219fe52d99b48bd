import type { IdentifierType } from '#libs/identity';

export abstract class IdentifierSpelling {
  /**
   * The one spelling under which an identifier is stored and found; undefined: nothing of that type
   * can be read in it. `region` (ISO 3166-1 alpha-2) is where telephone numbers without `+` belong.
   */
  abstract lookupOf(
    type: IdentifierType,
    value: string,
    region: string | undefined,
  ): string | undefined;
}
