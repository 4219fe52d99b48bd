import { access, constants, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { explained } from '../cannot-start.js';
import { FolderLock, requireFree } from './folder-lock.js';
import { KeptKeys } from './kept-keys.js';

/** Everything that quickstart keeps between two starts, held by one process at a time. */
export interface DataFolder {
  readonly path: string;
  readonly keys: KeptKeys;
  release(): Promise<void>;
}

/** @throws CannotStart if somebody else holds it, or if it cannot be written. */
export async function openDataFolder(folder: string, url: string): Promise<DataFolder> {
  const path = resolve(folder);
  await requireFree(path);
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK | constants.X_OK);
    const lock = await FolderLock.take(path, url);
    return {
      path,
      keys: new KeptKeys(join(path, 'keys')),
      release: () => lock.release(),
    };
  } catch (error) {
    throw explained(error, path);
  }
}
