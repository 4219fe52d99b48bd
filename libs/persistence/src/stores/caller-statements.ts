import type { Caller } from '#libs/identity';

import type { Value } from '../database.js';
import type { Statement } from '../statement.js';
import { statement } from '../statement.js';

/** One question about a caller's subject, for people of the home issuer and for linked ones. */
export interface CallerStatements {
  readonly home: Statement;
  readonly linked: Statement;
}

/**
 * Declares both. `sql` gets the predicate that finds the caller's row of directory.subject, alias
 * `s`, and the number of its own first placeholder. A sub of a foreign issuer is only ever looked up in the links: that it may equal somebody's
 * subject means nothing.
 */
export function callerStatements(
  name: string,
  sql: (whom: string, next: number) => string,
): CallerStatements {
  const linked = `s.tenant = $1 AND s.subject = (SELECT l.subject FROM directory.subject_link l
    WHERE l.tenant = $1 AND l.sub = $2 AND l.iss = $3)`;
  return {
    home: statement(`${name}_home`, sql('s.tenant = $1 AND s.subject = $2', 3)),
    linked: statement(`${name}_linked`, sql(linked, 4)),
  };
}

export const statementFor = (
  { home, linked }: CallerStatements,
  { home: isHome, tenant, sub, issuer }: Caller,
  more: readonly Value[] = [],
): readonly [Statement, readonly Value[]] =>
  isHome ? [home, [tenant, sub, ...more]] : [linked, [tenant, sub, issuer, ...more]];
