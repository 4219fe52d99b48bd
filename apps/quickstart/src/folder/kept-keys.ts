import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

import { codeOf } from '../cannot-start.js';

/** Generated once, kept for as long as the folder lives, readable by its owner alone. */
export class KeptKeys {
  constructor(private readonly folder: string) {}

  /** What is kept under `name`, or what `make` makes of it now. */
  async get(name: string, make: () => string | Promise<string>): Promise<string> {
    const file = join(this.folder, name);
    const kept = await readFile(file, 'utf8').catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    });
    if (kept !== undefined) return kept;
    const made = await make();
    await this.write(file, made);
    return made;
  }

  /** On disk before it is used: whatever it seals must still open after a power cut. */
  private async write(file: string, content: string): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const draft = await open(`${file}.new`, 'w', 0o600);
    try {
      await draft.writeFile(content);
      await draft.sync();
    } finally {
      await draft.close();
    }
    await rename(`${file}.new`, file);
  }
}
