import type { IdentifierSpelling } from '#libs/credentials';
import type { SubjectId } from '#libs/identity';
import type { ImportedPerson } from '#libs/persistence';

import type { ImportRecord } from './records.js';
import { BadLine } from './records.js';

/** As the directory knows people: every identifier in the one spelling that it is found by. */
export function personOf(
  { subject, identifiers }: ImportRecord,
  spelling: IdentifierSpelling,
  region: string | undefined,
): ImportedPerson & { readonly subject: SubjectId } {
  return {
    subject,
    identifiers: identifiers.map(({ type, value, verified }) => {
      const lookup = spelling.lookupOf(type, value, region);
      if (lookup === undefined) throw new BadLine(`has a value that is no ${type}`);
      return { type, value, lookup, verified };
    }),
  };
}
