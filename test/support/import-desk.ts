import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { KeyRing } from '#libs/hashing';
import type { TenantId } from '#libs/identity';
import { Secret } from '#libs/identity';
import type { Database } from '#libs/persistence';

import type { Terminal } from '../../apps/pwctl/src/commands/breach/terminal.js';
import type { ImportCommand } from '../../apps/pwctl/src/commands/import.js';
import { importCommandOf } from '../../apps/pwctl/src/commands/import.js';
import { givenTenant } from './builders.js';
import { connected, sql, testDatabase } from './postgres.js';

/** hashcat's examples, all of the password "hashcat". */
export const SSHA = '{SSHA}AZKja92fbuuB9SpRlHqaoXxbTc43Mzc2MDM1Ng==';
export const BCRYPT = '$2a$05$LhayLxezLhK1LhWvKxCyLOj0j1u.Kj0jZ0pEmm134uzrQlFvQJLF6';
export const SLOW =
  '$pbkdf2-sha256$100000$c29tZXNhbHRzb21lc2FsdA$AAcOFRwjKjE4P0ZNVFtiaXB3foWMk5qhqK+2vcTL0tk';

/** One line of a file. */
export const person = (subject: string, hash: unknown, more = {}): string =>
  `${JSON.stringify({ subject, hash, ...more })}\n`;

/** Where an operator sits who imports: files, a tenant for each test, and what the terminal shows. */
export interface ImportDesk {
  readonly owner: Database;
  readonly url: string;
  readonly tenant: TenantId;
  readonly printed: string[];
  /** A tenant of its own for what follows. */
  begin(): Promise<void>;
  command(name: string, content: string, ...more: readonly string[]): Promise<ImportCommand>;
  opened(): { readonly migrationUrl: Secret; readonly pepperKeys: Secret };
  terminal(more?: Partial<Terminal>): Terminal;
  stored(): Promise<{ readonly subject: string; readonly scheme: string }[]>;
  close(): Promise<void>;
}

export async function openImportDesk(): Promise<ImportDesk> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-import-'));
  const { ownerUrl: url } = await testDatabase();
  const owner = await connected(url);
  const pepperKeys = KeyRing.generate().toFileText();
  const printed: string[] = [];
  let tenant = await givenTenant(owner, { region: 'DE' });
  return {
    ...{ owner, url, printed },
    get tenant() {
      return tenant;
    },
    async begin() {
      tenant = await givenTenant(owner, { region: 'DE' });
      printed.length = 0;
    },
    async command(name, content, ...more) {
      const file = path.join(folder, name);
      await writeFile(file, content);
      const parsed = importCommandOf([file, '--tenant', tenant, ...more]);
      if (!parsed) throw new Error('these are arguments of ours');
      return parsed;
    },
    opened: () => ({ migrationUrl: new Secret(url), pepperKeys }),
    terminal: (more = {}) => ({
      print: (line) => void printed.push(line),
      tell: () => undefined,
      readSecret: () => Promise.resolve('hashcat'),
      ...more,
    }),
    stored: () =>
      sql(
        url,
        'SELECT subject, scheme FROM credentials.password WHERE tenant = $1 ORDER BY subject',
        [tenant],
      ),
    async close() {
      await owner.close();
      await rm(folder, { recursive: true });
    },
  };
}
