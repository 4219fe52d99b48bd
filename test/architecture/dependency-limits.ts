import { readFileSync } from 'node:fs';

import { ROOT } from './sources.js';

/** The number that a source file gives a name, as `NAME = 1_000` or `name: 1_000`. */
function numberIn(path: string, name: string): number {
  const text = readFileSync(`${ROOT}${path}`, 'utf8');
  const [, found] = new RegExp(`\\b${name}(?: = |: )([\\d_]+)\\b`).exec(text) ?? [];
  if (found === undefined) throw new Error(`${path} gives ${name} no number`);
  return Number(found.replaceAll('_', ''));
}

const ms = (path: string, name: string): string => {
  const value = numberIn(path, name);
  return value < 1000 ? `${String(value)} ms` : `${String(value / 1000)} s`;
};
const plain = (path: string, name: string): string => String(numberIn(path, name));

const SOURCE = 'libs/persistence/src/data-source.ts';
const CONNECT = 'libs/persistence/src/connect.ts';
const JOBS = 'libs/events/src/deliver-jobs.ts';
const REDIS = 'libs/request-limits/src/open-request-limits.ts';
const CIRCUIT = 'libs/request-limits/src/circuit.ts';
const KEYS = 'libs/auth/src/jwks-cache.ts';
const MAILER = 'libs/events/src/smtp-mailer.ts';
const RETRY = 'libs/notifications/src/retry.ts';
const EGRESS = 'libs/platform/src/egress/egress.ts';
const RANGE = 'libs/breach-corpus/src/range/range-client.ts';
const LEGACY = 'libs/legacy-verifiers/src/http-legacy-verifier.ts';
const RELAY = 'apps/password-srv/src/open-relay.ts';

/** What an operator gets who sets nothing. */
function usualPool(): string {
  const settings = readFileSync(`${ROOT}libs/platform/src/configuration/settings.ts`, 'utf8');
  const [, found] = /'LATCHKEY_DATABASE_POOL',\s+read\.[^\n]*\n\s+'(\d+)'/.exec(settings) ?? [];
  if (found === undefined) throw new Error('the settings give the pool no size');
  return found;
}

/** Of everything that a process asks over a network: how much at once, how long, and how often again. */
export const dependencyRows = (): (readonly [string, string, string, string])[] => [
  [
    'PostgreSQL',
    `${usualPool()} connections of a service (LATCHKEY_DATABASE_POOL), ${plain(RELAY, 'CONNECTIONS')} of the relay, ${plain(JOBS, 'max')} of its jobs`,
    `a statement ${ms(SOURCE, 'statementTimeoutMs')}, a lock ${ms(SOURCE, 'lockTimeoutMs')}, a silent network ${ms(SOURCE, 'NETWORK_GRACE_MS')} more, a job’s query ${ms(JOBS, 'query_timeout')}`,
    `at start, after ${ms(CONNECT, 'FIRST_WAIT_MS')} to ${ms(CONNECT, 'LONGEST_WAIT_MS')}; later the next request asks anew`,
  ],
  [
    'Redis',
    '1 connection',
    `to connect ${ms(REDIS, 'connectTimeout')}, a request ${ms('libs/request-limits/src/shared-counts.ts', 'LONGEST_WAIT_MS')}`,
    `never within a request; left alone for ${ms(CIRCUIT, 'FIRST_PAUSE_MS')} to ${ms(CIRCUIT, 'LONGEST_PAUSE_MS')} after a failure`,
  ],
  [
    'an issuer’s keys',
    '1 request at a time',
    ms('libs/auth/src/fetch-keys.ts', 'timeoutMs'),
    `after ${ms(KEYS, 'RETRY_AFTER_MS')}; for an unknown key after ${ms(KEYS, 'COOL_DOWN_MS')}`,
  ],
  [
    'a range server',
    `${plain(EGRESS, 'maxSockets')} connections`,
    ms(RANGE, 'timeoutMs'),
    `never within a request; left alone for ${ms(RANGE, 'restMs')} after ${plain(RANGE, 'failures')} failures in a row`,
  ],
  [
    'a legacy verifier',
    `${plain(LEGACY, 'MOST_AT_ONCE')} questions, ${plain(EGRESS, 'maxSockets')} connections`,
    `${ms('libs/platform/src/configuration/legacy-verifiers.ts', 'standard')} (\`timeout_ms\`)`,
    `never within a request; left alone for ${ms(LEGACY, 'restMs')} after ${plain(LEGACY, 'failures')} failures in a row`,
  ],
  [
    'a mail server',
    '1 mail at a time and job',
    `silence ${ms(MAILER, 'SILENCE_MS')}, a whole mail ${ms(MAILER, 'WHOLE_MAIL_MS')}`,
    `${plain(RETRY, 'LAST_ATTEMPT')} tries, after ${plain(RETRY, 'FIRST_WAIT_SECONDS')} to ${plain(RETRY, 'LONGEST_WAIT_SECONDS')} s; ${plain(RETRY, 'LAST_ATTEMPT_FOR_REFUSED_RECIPIENT')} where the recipient is refused`,
  ],
  [
    'a gateway for text messages',
    `${plain(EGRESS, 'maxSockets')} connections`,
    ms('libs/events/src/http-text-messenger.ts', 'timeoutMs'),
    'as a mail server',
  ],
];
