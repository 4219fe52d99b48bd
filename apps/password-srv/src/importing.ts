import type { Provider } from '@nestjs/common';

import {
  ChangeIds,
  ForeignHashes,
  ImportPassword,
  PasswordCredentials,
  PasswordHashing,
  PasswordImports,
} from '#libs/credentials';
import { DEFAULT_MEMORY_BUDGET_MIB, ForeignReader } from '#libs/hashing';
import { Database, TypeormPasswordImports } from '#libs/persistence';
import { wired } from '#libs/platform';

/** Passwords that come as hashes of other software, which must fit into hashing's memory. */
export const importing = (
  memoryBudgetMiB: number = DEFAULT_MEMORY_BUDGET_MIB,
): readonly Provider[] => [
  { provide: ForeignHashes, useValue: new ForeignReader(memoryBudgetMiB) },
  wired(PasswordImports, TypeormPasswordImports, [Database]),
  wired(ImportPassword, ImportPassword, [
    PasswordCredentials,
    PasswordImports,
    ForeignHashes,
    PasswordHashing,
    ChangeIds,
  ]),
];
