import type { DestinationStream, Logger } from 'pino';
import { pino } from 'pino';

import { timestamps } from '../clock.js';
import type { LogLevel } from '../configuration/settings.js';
import { errorFields } from './error-fields.js';
import { StandardOutput } from './standard-output.js';

export type { Logger };

export interface LoggerOptions {
  /** Which process speaks. */
  readonly service: string;
  readonly level: LogLevel;
  /** Where lines go; without it to standard output. */
  readonly destination?: DestinationStream;
}

/** Characters that JSON leaves alone and some terminals obey: DEL, C1 controls, line separators. */
const OBEYED = /[\u007f-\u009f\u2028\u2029]/u;
const ALL_OBEYED = new RegExp(OBEYED, 'gu');

/**
 * One line of JSON per event. Values are escaped, so that nothing in them can begin a line of its
 * own or colour a terminal (ASVS 5.0 16.4.1).
 */
export function createLogger({ service, level, destination: to }: LoggerOptions): Logger {
  const timestamp = timestamps();
  return pino(
    {
      level,
      base: { service },
      timestamp: () => `,"time":"${timestamp()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: errorFields, error: errorFields },
      hooks: { streamWrite: escaped },
    },
    to ?? new StandardOutput(),
  );
}

const escaped = (line: string): string =>
  OBEYED.test(line)
    ? line.replace(ALL_OBEYED, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : line;
