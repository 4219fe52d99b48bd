import type { Cause, ImportPassword } from '#libs/credentials';
import type { TenantId } from '#libs/identity';
import type { TypeormPeopleImports } from '#libs/persistence';

import type { Batch, Rejected } from './batches.js';
import type { RegisterPeople } from './register.js';
import type { Counts } from './state.js';

export interface Importer {
  readonly tenant: TenantId;
  /** Registers people who are unknown, with their identifiers; without it they are bad lines. */
  readonly register?: RegisterPeople | undefined;
  readonly people: TypeormPeopleImports;
  readonly importPassword: ImportPassword;
  readonly cause: Cause;
}

const UNKNOWN = 'names nobody whom the directory knows; --create registers them';

/** One batch: first the people, then their passwords in one transaction. May be done again. */
export async function carryOut(
  { lines, rejected }: Batch,
  { tenant, register, people, importPassword, cause }: Importer,
  counts: Counts,
): Promise<readonly Rejected[]> {
  const subjects = lines.map(({ record }) => record.subject);
  const knownOnes = await people.known(tenant, subjects);
  const known = lines.filter(({ record }) => knownOnes.has(record.subject));
  const unknown = lines.filter(({ record }) => !knownOnes.has(record.subject));
  const created = (await register?.register(unknown)) ?? {
    registered: [],
    rejected: unknown.map(({ number }) => ({ number, reason: UNKNOWN })),
  };
  const passwords = [...known, ...created.registered].map(({ record: { subject }, hash }) => ({
    ...{ subject, hash },
  }));
  const written = await importPassword.importMany(tenant, passwords, cause);
  const bad = [...rejected, ...created.rejected].sort((one, other) => one.number - other.number);
  counts.imported += written.size;
  counts.kept += passwords.length - written.size;
  counts.bad += bad.length;
  return bad;
}
