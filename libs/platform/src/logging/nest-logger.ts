import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

import { errorFields, unquoted } from './error-fields.js';

/**
 * Nest's own messages in our lines. What Nest reports when all is well is of interest to those who
 * debug it, so `log` becomes `debug`.
 */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...more: unknown[]): void {
    this.#write('debug', message, more);
  }

  error(message: unknown, ...more: unknown[]): void {
    this.#write('error', message, more);
  }

  warn(message: unknown, ...more: unknown[]): void {
    this.#write('warn', message, more);
  }

  debug(message: unknown, ...more: unknown[]): void {
    this.#write('debug', message, more);
  }

  verbose(message: unknown, ...more: unknown[]): void {
    this.#write('trace', message, more);
  }

  fatal(message: unknown, ...more: unknown[]): void {
    this.#write('fatal', message, more);
  }

  /** Nest puts the name of the speaking part last, and a stack, which repeats the message, before. */
  #write(
    level: 'trace' | 'debug' | 'warn' | 'error' | 'fatal',
    message: unknown,
    more: readonly unknown[],
  ): void {
    const last = more.at(-1);
    const fields = typeof last === 'string' && !last.includes('\n') ? { context: last } : {};
    if (message instanceof Error) {
      this.logger[level]({ ...fields, error: message }, 'framework error');
    } else if (typeof message === 'string') {
      this.logger[level](fields, level === 'error' ? unquoted(message) : message);
    } else {
      this.logger[level]({ ...fields, error: errorFields(message) }, 'framework message');
    }
  }
}
