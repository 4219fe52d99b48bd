import { parseArgs } from 'node:util';

export interface MigrateArguments {
  readonly rolePrefix?: string;
  readonly passwordsFile?: string;
}

export const MIGRATE_USAGE = `pwctl migrate [--role-prefix <prefix>] [--passwords <file>]

Brings the database of LATCHKEY_MIGRATION_URL to this version. May be run again and again.

  --role-prefix  of the roles' names; default: the database's name
  --passwords    a JSON file with passwords to set: {"password":"…","verification":"…","relay":"…"}
`;

/** Undefined: these arguments are none of ours. */
export function argumentsOf(line: readonly string[]): MigrateArguments | undefined {
  try {
    const { positionals, values } = parseArgs({
      args: [...line],
      allowPositionals: true,
      options: { 'role-prefix': { type: 'string' }, passwords: { type: 'string' } },
    });
    if (positionals.length > 0) return undefined;
    const { 'role-prefix': rolePrefix, passwords: passwordsFile } = values;
    return {
      ...(rolePrefix !== undefined && { rolePrefix }),
      ...(passwordsFile !== undefined && { passwordsFile }),
    };
  } catch {
    return undefined;
  }
}
