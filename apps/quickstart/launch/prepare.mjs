import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { built } from './built.mjs';
import { installed } from './installed.mjs';
import { nodeIsRecent } from './node-version.mjs';

/** The checkout that this file belongs to. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** Everything between a fresh clone and a process that can start; answers whether it built. */
export async function prepared() {
  nodeIsRecent();
  await installed(ROOT);
  return built(ROOT);
}
