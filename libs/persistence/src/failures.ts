import { DatabaseError } from 'pg';

import { Unavailable } from '#libs/platform';

/** A database that restarts is usually back within this. */
const RETRY_AFTER_SECONDS = 2;

/** The answer was lost after the statement had been sent: it may or may not have been carried out. */
export class AnswerLost extends Unavailable {
  constructor(options?: ErrorOptions) {
    super('database', RETRY_AFTER_SECONDS, options);
  }
}

/**
 * Committed here, but nobody waited for the standby: a failover may still undo it. Reading it back
 * from here would prove nothing.
 */
export class Unconfirmed extends AnswerLost {}

/** Nothing was carried out. */
export const unavailable = (): Unavailable => new Unavailable('database', RETRY_AFTER_SECONDS);

/** Something is wrong with us or with the schema. Says what, without the values of anybody's row. */
export class StatementFailed extends Error {
  constructor(
    readonly statement: string,
    readonly sqlState: string,
    constraint: string | undefined,
  ) {
    super(`${statement} failed with SQLSTATE ${sqlState}${constraint ? ` (${constraint})` : ''}`);
  }
}

const NETWORK =
  /^(ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|ENOENT)$/;

/**
 * 08 connection, 53 resources (too many connections, disk full), 57P shutdown and starting up, 25006
 * a primary that has become a standby, 40 serialisation and deadlock, 57014 and 55P03 time-outs.
 */
const PASSING = /^(08...|53...|57P..|25006|25P03|40...|57014|55P03)$/;

/** node-postgres has no codes for these. */
const MESSAGES =
  /^(Connection terminated|timeout expired|timeout exceeded|Query read timeout|Client (has encountered|was closed)|Cannot use a pool after)/;

/** These say for certain that the statement was rolled back; other failures may hide a commit. */
const ROLLED_BACK = /^(53...|25006|40...|57014|55P03)$/;

export function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : '';
}

/** Whether waiting may help. */
export function isPassing(error: unknown): boolean {
  const code = codeOf(error);
  if (NETWORK.test(code) || PASSING.test(code)) return true;
  return error instanceof Error && code === '' && MESSAGES.test(error.message);
}

/** What a statement's failure means to whoever asked. */
export function meaningOf(error: unknown, statement: string): Error {
  if (isPassing(error)) return ROLLED_BACK.test(codeOf(error)) ? unavailable() : new AnswerLost();
  const constraint =
    error instanceof DatabaseError && error.constraint ? error.constraint : undefined;
  return new StatementFailed(statement, codeOf(error) || 'unknown', constraint);
}
