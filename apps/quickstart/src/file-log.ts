import { closeSync, openSync, renameSync, statSync, writeSync } from 'node:fs';

import type { Logger, LogLevel } from '#libs/platform';
import { createLogger } from '#libs/platform';

const LARGEST_LOG_BYTES = 20_000_000;

/** The log of this process in a file: the terminal belongs to what there is to try. */
export function openFileLog(file: string, level: LogLevel): { logger: Logger; close(): void } {
  const { size = 0 } = statSync(file, { throwIfNoEntry: false }) ?? {};
  if (size > LARGEST_LOG_BYTES) renameSync(file, `${file}.1`);
  const open = openSync(file, 'a', 0o600);
  const destination = { write: (line: string): void => void writeSync(open, line) };
  const logger = createLogger({ service: 'quickstart', level, destination });
  return { logger, close: () => closeSync(open) };
}
