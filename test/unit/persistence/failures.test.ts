import { describe, expect, it } from '@jest/globals';
import { DatabaseError } from 'pg';

import { Unavailable } from '#libs/platform';

import {
  AnswerLost,
  isPassing,
  meaningOf,
  StatementFailed,
} from '../../../libs/persistence/src/failures.js';

const coded = (code: string): Error => Object.assign(new Error('x'), { code });

describe('a failure', () => {
  it.each(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', '57P01', '57P03', '53300', '08006', '25006'])(
    'of the connection (%s) is passing',
    (code) => {
      expect(isPassing(coded(code))).toBe(true);
      expect(meaningOf(coded(code), 's')).toBeInstanceOf(Unavailable);
    },
  );

  it.each([
    'Connection terminated unexpectedly',
    'timeout exceeded when trying to connect',
    'Query read timeout',
    'Client has encountered a connection error and is not queryable',
  ])('that node-postgres tells without a code (%s) is passing', (message) => {
    expect(meaningOf(new Error(message), 's')).toBeInstanceOf(AnswerLost);
  });

  it.each(['57014', '55P03', '40P01', '53100'])(
    'that says the statement was rolled back (%s) leaves no doubt',
    (code) => {
      expect(meaningOf(coded(code), 's')).not.toBeInstanceOf(AnswerLost);
    },
  );

  it.each(['57P01', '08006', 'ECONNRESET'])('that may hide a commit (%s) says so', (code) => {
    expect(meaningOf(coded(code), 's')).toBeInstanceOf(AnswerLost);
  });

  it('of our own making names statement, SQLSTATE and constraint, and no values (R25)', () => {
    const error = new DatabaseError('duplicate key', 1, 'error');
    Object.assign(error, { code: '23505', constraint: 'k', detail: 'Key (x)=(canary) exists' });
    const failure = meaningOf(error, 'directory_put_subject');
    expect(failure).toBeInstanceOf(StatementFailed);
    expect(failure.message).toBe('directory_put_subject failed with SQLSTATE 23505 (k)');
    expect(failure.cause).toBeUndefined();
  });
});
