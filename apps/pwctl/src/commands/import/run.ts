import { ImportPassword, PutSubject } from '#libs/credentials';
import { DEFAULT_MEMORY_BUDGET_MIB, ForeignReader, KeyRing, startHashing } from '#libs/hashing';
import type { Secret } from '#libs/identity';
import { NormalisedIdentifiers } from '#libs/login-identifiers';
import type { Database } from '#libs/persistence';
import {
  connect,
  readInstallation,
  TypeormPasswordCredentials,
  TypeormPasswordImports,
  TypeormPeopleImports,
  TypeormSubjects,
  TypeormTenants,
} from '#libs/persistence';
import { RandomChangeIds, readHashMemory, readPwctlConfiguration } from '#libs/platform';

import type { Command } from '../../command.js';
import type { Terminal } from '../breach/terminal.js';
import type { ImportCommand } from '../import.js';
import { IMPORT_USAGE, importCommandOf } from '../import.js';
import { batchesOf } from './batches.js';
import type { Importer } from './carry-out.js';
import { carryOut } from './carry-out.js';
import { tried } from './dry-run.js';
import { linesOf } from './lines.js';
import { progressOf } from './progress.js';
import { RegisterPeople } from './register.js';
import { openSource } from './source.js';
import { ImportState } from './state.js';

/** Nobody waits for an import: on busy cores its hashes take the time that they take. */
const PATIENT = { deadlineMs: 600_000 };

/** sysexits.h: EX_DATAERR. */
const BAD_LINES = 65;

interface Opened {
  readonly migrationUrl: Secret;
  readonly pepperKeys: Secret;
  /** As the services have it, which are to verify what is imported. */
  readonly hashMemoryMib?: number | undefined;
}

export const importCommand: Command = {
  usage: IMPORT_USAGE,
  run(line, terminal) {
    const command = importCommandOf(line);
    if (!command) return undefined;
    if (command.dryRun) return runDry(command, terminal, readHashMemory());
    const { pepperKeys, ...given } = readPwctlConfiguration();
    if (!pepperKeys)
      throw new Error('LATCHKEY_PEPPER_KEYS_FILE is missing: it seals what is imported');
    return runImport(command, { ...given, pepperKeys }, terminal);
  },
};

/** Reads the whole file and writes nothing. Answers the exit code. */
export async function runDry(
  command: ImportCommand,
  terminal: Terminal,
  memoryMib = DEFAULT_MEMORY_BUDGET_MIB,
): Promise<number> {
  const { file, format, tenant, batch, sample } = command;
  const source = await openSource(file, format);
  const ring = KeyRing.generate();
  const hashing = await startHashing({ ...PATIENT, ring, memoryBudgetMiB: memoryMib });
  try {
    const hashes = new ForeignReader(memoryMib);
    const batches = batchesOf(linesOf(file, source.first), source.read, hashes, batch);
    const run = { tenant, hashing, terminal, prompted: sample };
    const { readable, bad, verified, wrong } = await tried(batches, run);
    terminal.print(`${readable} lines can be imported, ${bad} cannot; nothing was written`);
    terminal.print(`${verified} passwords were right, ${wrong} were not`);
    return bad + wrong > 0 ? BAD_LINES : 0;
  } finally {
    await hashing.close();
  }
}

/** Imports the file from where it was left. Answers the exit code. @throws Error with what to do */
export async function runImport(
  command: ImportCommand,
  { migrationUrl, pepperKeys, hashMemoryMib: memoryMib = DEFAULT_MEMORY_BUDGET_MIB }: Opened,
  terminal: Terminal,
): Promise<number> {
  const ring = KeyRing.parse(pepperKeys.reveal());
  const database = await connect({ url: migrationUrl.reveal(), applicationName: 'pwctl' });
  try {
    const { kind } = await readInstallation(database);
    if (ring.isDemo !== (kind === 'demo')) {
      throw new Error(`this is a ${kind} database, and the key ring is of the other kind`);
    }
    const hashing = await startHashing({ ...PATIENT, ring, memoryBudgetMiB: memoryMib });
    try {
      const imports = new TypeormPasswordImports(database);
      const hashes = new ForeignReader(memoryMib);
      const importPassword = new ImportPassword(
        new TypeormPasswordCredentials(database),
        imports,
        hashes,
        hashing,
        new RandomChangeIds(),
      );
      const importer = await importerOf(command, database, importPassword);
      return await imported(command, { ...importer, hashes }, terminal);
    } finally {
      await hashing.close();
    }
  } finally {
    await database.close();
  }
}

async function importerOf(
  { tenant, create }: ImportCommand,
  database: Database,
  importPassword: ImportPassword,
): Promise<Importer> {
  const tenants = new TypeormTenants(database);
  if (!(await tenants.named(tenant))) throw new Error(`there is no tenant ${tenant}`);
  const cause = { requestId: `pwctl-${new RandomChangeIds().next()}`, client: 'pwctl' };
  const spelling = new NormalisedIdentifiers();
  const putSubject = new PutSubject(new TypeormSubjects(database), tenants, spelling);
  return {
    ...{ tenant, importPassword, cause },
    people: new TypeormPeopleImports(database),
    register: create ? new RegisterPeople(tenant, putSubject, cause) : undefined,
  };
}

async function imported(
  { file, format, tenant, statePath, batch }: ImportCommand,
  { hashes, ...importer }: Importer & { readonly hashes: ForeignReader },
  terminal: Terminal,
): Promise<number> {
  const source = await openSource(file, format);
  const state = await ImportState.of(file, tenant, statePath);
  const { place, counts } = await state.begun();
  const from = place.offset > 0 ? place : source.first;
  if (from === place) terminal.print(`going on after line ${place.line}`);
  const tell = progressOf(terminal, { total: state.total, from: from.offset });
  for await (const read of batchesOf(linesOf(file, from), source.read, hashes, batch)) {
    for (const { number, reason } of await carryOut(read, importer, counts)) {
      terminal.print(`line ${number}: ${reason}`);
    }
    const reached = { line: read.last.number, offset: read.last.end };
    await state.reached({ place: reached, counts });
    tell(reached.offset, counts);
  }
  await state.finished();
  terminal.print(
    `${counts.imported} passwords imported; ${counts.kept} people kept theirs; ${counts.bad} lines were bad`,
  );
  return counts.bad > 0 ? BAD_LINES : 0;
}
