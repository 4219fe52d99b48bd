import type { DestinationStream, Logger } from 'pino';
import { destination, pino, stdTimeFunctions } from 'pino';

import { errorFields } from './error-fields.js';
import type { LogLevel } from '../configuration/settings.js';

export type { Logger };

export interface LoggerOptions {
  /** Which process speaks. */
  readonly service: string;
  readonly level: LogLevel;
  /** Where lines go; without it to standard output. */
  readonly destination?: DestinationStream;
}

/** Characters that JSON leaves alone and some terminals obey: DEL, C1 controls, line separators. */
const OBEYED = /[\u007f-\u009f\u2028\u2029]/gu;

/**
 * One line of JSON per event. Values are escaped, so that nothing in them can begin a line of its
 * own or colour a terminal (ASVS 5.0 16.4.1).
 */
export function createLogger({ service, level, destination: to }: LoggerOptions): Logger {
  return pino(
    {
      level,
      base: { service },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: errorFields, error: errorFields },
      hooks: { streamWrite: escaped },
    },
    to ?? standardOutput(),
  );
}

const escaped = (line: string): string =>
  line.search(OBEYED) >= 0
    ? line.replace(OBEYED, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : line;

/**
 * Lines leave in blocks of 4 KiB, at the latest after 200 ms and when the process ends: a system
 * call for each would cost more than the request that it tells of.
 */
const standardOutput = (): DestinationStream =>
  destination({ dest: 1, sync: false, minLength: 4096, periodicFlush: 200 });
