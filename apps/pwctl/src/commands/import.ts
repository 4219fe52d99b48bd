import { parseArgs } from 'node:util';

import { isTenantId } from '#libs/identity';
import type { TenantId } from '#libs/identity';

import type { Format } from './import/source.js';
import { formatOf } from './import/source.js';

export const IMPORT_USAGE = `pwctl import <file> --tenant <tenant> [--format ndjson|csv] [--create]
                      [--state <file>] [--batch <lines>]
             <file> --tenant <tenant> --dry-run [--format …] [--sample <subject>]

Takes over passwords as hashes of other software; docs/importing.md lists the formats. Works on the
database of LATCHKEY_MIGRATION_URL with the keys of LATCHKEY_PEPPER_KEYS_FILE, while services run.
A line that cannot be imported is reported by its number and skipped; whoever has a password keeps it.

  --create   registers people who are unknown, with the identifiers of their line
  --state    where progress is kept; default: the file's name and .import-state
  --batch    lines in one transaction; default: 500
  --dry-run  reads every line, writes nothing, needs no database, and tries the passwords that lines
             give as "password", and the one of --sample, which is asked for at the prompt
`;

export interface ImportCommand {
  readonly file: string;
  readonly tenant: TenantId;
  readonly format: Format;
  readonly create: boolean;
  readonly statePath: string;
  readonly batch: number;
  readonly dryRun: boolean;
  readonly sample?: string | undefined;
}

const OPTIONS = {
  tenant: { type: 'string' },
  format: { type: 'string' },
  create: { type: 'boolean', default: false },
  state: { type: 'string' },
  batch: { type: 'string', default: '500' },
  'dry-run': { type: 'boolean', default: false },
  sample: { type: 'string' },
} as const;

/** More would hold locks for longer than a request waits. */
const MOST_LINES = 5_000;

/** Undefined: these arguments are no command of ours. @throws Error that says which one is wrong */
export function importCommandOf(line: readonly string[]): ImportCommand | undefined {
  const given = parsed(line);
  const [file, ...more] = given?.positionals ?? [];
  if (!given || file === undefined || more.length > 0) return undefined;
  const { tenant, format = formatOf(file), create, state, batch, sample } = given.values;
  if (tenant === undefined) return undefined;
  if (!isTenantId(tenant)) throw new Error(`${tenant} cannot name a tenant`);
  if (format !== 'ndjson' && format !== 'csv')
    throw new Error(`${format} is no format: ndjson, csv`);
  const lines = Number(batch);
  if (!Number.isInteger(lines) || lines < 1 || lines > MOST_LINES) {
    throw new Error(`--batch must be a whole number from 1 to ${MOST_LINES}`);
  }
  const statePath = state ?? `${file}.import-state`;
  const dryRun = given.values['dry-run'];
  return { file, tenant, format, create, statePath, batch: lines, dryRun, sample };
}

function parsed(line: readonly string[]) {
  try {
    return parseArgs({ args: [...line], allowPositionals: true, options: OPTIONS });
  } catch {
    return undefined;
  }
}
