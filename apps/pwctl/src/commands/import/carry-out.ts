import type { Cause, IdentifierSpelling, ImportPassword } from '#libs/credentials';
import type { TenantId } from '#libs/identity';
import type { TypeormPeopleImports } from '#libs/persistence';

import type { Batch, ReadLine, Rejected } from './batches.js';
import { personOf } from './people.js';
import { BadLine } from './records.js';
import type { Counts } from './state.js';

export interface Importer {
  readonly tenant: TenantId;
  readonly region: string | undefined;
  /** Whether people who are unknown are created, with their identifiers. */
  readonly create: boolean;
  readonly people: TypeormPeopleImports;
  readonly spelling: IdentifierSpelling;
  readonly importPassword: ImportPassword;
  readonly cause: Cause;
}

const UNKNOWN = 'names nobody whom the directory knows; --create registers them';

/** One batch in two transactions: first the people, then their passwords. May be done again. */
export async function carryOut(
  { lines, rejected }: Batch,
  importer: Importer,
  counts: Counts,
): Promise<readonly Rejected[]> {
  const { tenant, importPassword, cause } = importer;
  const bad = [...rejected];
  const known = await importer.people.known(
    tenant,
    lines.map(({ record }) => record.subject),
  );
  const wanted = lines.filter(({ number, record: { subject } }) => {
    const wantedOne = importer.create || known.has(subject);
    if (!wantedOne) bad.push({ number, reason: UNKNOWN });
    return wantedOne;
  });
  const registered = importer.create ? await registeredOf(wanted, importer, bad) : wanted;
  const passwords = registered.map(({ record: { subject }, hash }) => ({ subject, hash }));
  const written = await importPassword.importMany(tenant, passwords, cause);
  counts.imported += written.size;
  counts.kept += passwords.length - written.size;
  counts.bad += bad.length;
  return bad;
}

async function registeredOf(
  lines: readonly ReadLine[],
  { tenant, region, people, spelling }: Importer,
  bad: Rejected[],
): Promise<readonly ReadLine[]> {
  const found = lines.flatMap((line) => {
    try {
      return [{ line, person: personOf(line.record, spelling, region) }];
    } catch (error) {
      if (!(error instanceof BadLine)) throw error;
      bad.push({ number: line.number, reason: error.message });
      return [];
    }
  });
  await people.create(
    tenant,
    found.map(({ person }) => person),
  );
  return found.map(({ line }) => line);
}
