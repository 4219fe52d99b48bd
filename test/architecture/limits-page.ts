import { DeviceTokens } from '#libs/credentials';
import { DEFAULT_COST, DEFAULT_MEMORY_BUDGET_MIB, queueLimits, SHARES } from '#libs/hashing';
import type { Quota } from '#libs/identity';
import { QUOTAS } from '#libs/identity';
import type { Preset } from '#libs/password-policy';
import {
  attemptLimit,
  effectivePolicy,
  MAXIMUM_BYTES,
  MAXIMUM_CODE_POINTS,
} from '#libs/password-policy';
import { SETTINGS_OF } from '#libs/platform';
import { localQuota, LONGEST_WAIT_MS } from '#libs/request-limits';

import { SETTINGS_BODY_BYTES } from '../../apps/password-srv/src/admin/settings-body.js';
import * as reset from '../../libs/credentials/src/reset/limits.js';
import { BODY_LIMIT_BYTES, TIME_LIMITS } from '../../libs/platform/src/http/front.js';
import { dependencyRows } from './dependency-limits.js';
import type { Row } from './limits-rows.js';
import { LISTS, LOGINS } from './limits-rows.js';

const quota = ({ name, requests, seconds }: Quota): string =>
  `${String(requests)} in ${String(seconds)} s (\`${name}\`)`;
const local = (of: Quota): string => `${String(localQuota(of).requests)} while Redis is down`;

const REQUESTS: readonly Row[] = [
  [
    'one network (an IPv6 /64 is one): requests without a token that try a secret, send a message or look somebody up; and, counted apart, wrong current passwords with one',
    `${quota(QUOTAS.address)}; ${local(QUOTAS.address)}, in each process`,
    '429',
  ],
  [
    'one person: successful changes',
    `${quota(QUOTAS.change)}, in PostgreSQL, by the commit that makes the change`,
    '429',
  ],
  [
    'one person: passwords tried out',
    `${quota(QUOTAS.evaluate)}; ${local(QUOTAS.evaluate)}`,
    '429',
  ],
  ['one session', 'none of its own: what it asks for counts for its person', ''],
  ['one tenant', 'none of its own: where hashing is short, tenants have turns', ''],
  ['programs with a service token', 'none', ''],
  ['waiting for Redis', `${String(LONGEST_WAIT_MS)} ms`, 'counted by this process alone'],
];

const PRESETS: readonly Preset[] = ['nist-800-63b-4', 'pci-dss-4', 'legacy'];

const attempts = (preset: Preset): Row => {
  const policy = effectivePolicy(preset, false);
  const classes = (['owner', 'known_device', 'stranger'] as const).map((evidence) => {
    const { waitsFrom, firstWaitSeconds, longestWaitSeconds, cap } = attemptLimit(policy, evidence);
    const waits = `${String(firstWaitSeconds)} to ${String(longestWaitSeconds)} s`;
    return `${evidence}: waits of ${waits} from failure ${String(waitsFrom)}, closed at ${String(cap)}`;
  });
  return [`wrong passwords in a row, ${preset}`, classes.join('; '), '429, or `locked`'];
};

const LIFETIMES: readonly Row[] = [
  ['a device is known after its last login', `${String(DeviceTokens.DAYS)} days`, 'a stranger'],
  [
    'resets of one person',
    `${String(reset.INITIATIONS.perHour)} an hour, ${String(reset.INITIATIONS.perDay)} a day, ${String(reset.MOST_LIVE)} at a time`,
    'dropped, answered alike',
  ],
  [
    'guesses at reset codes',
    `${String(reset.GUESSES.perCode)} a code, ${String(reset.GUESSES.perDay)} a day and person`,
    '400',
  ],
  ['new passwords of one reset', String(reset.NEW_PASSWORDS), '400'],
  [
    'a reset code, link, exchange',
    `${String(reset.CODE_MINUTES)}, ${String(reset.LINK_MINUTES)}, ${String(reset.EXCHANGE_MINUTES)} minutes`,
    '400',
  ],
];

/** As an operator has set it, if they have not. */
const standing = (name: 'hashDeadlineMs' | 'rehashesPerSecond'): string => {
  const { variable, standard } = SETTINGS_OF['password-srv'][name];
  return `${standard} (\`${variable}\`)`;
};

const { turns, turnsPerSubject, waiting, waitingPerSubject } = queueLimits(2, DEFAULT_COST);

const WORK: readonly Row[] = [
  [
    'hashing at the same time, on 2 cores',
    `${String(turns)} turns, ${String(turnsPerSubject)} of one person`,
    'they wait',
  ],
  [
    'waiting to hash, on 2 cores',
    `${String(waiting)}, ${String(waitingPerSubject)} of one person; logins, changes and imports ${Object.values(SHARES).join(' : ')}`,
    '503 (`capacity`)',
  ],
  ['the longest wait to hash, in milliseconds', standing('hashDeadlineMs'), '503 (`capacity`)'],
  [
    'memory of all hashes together',
    `${String(DEFAULT_MEMORY_BUDGET_MIB)} MiB (\`${SETTINGS_OF['password-srv'].hashMemoryMib.variable}\`)`,
    'fewer threads; imported hashes that ask for more are refused',
  ],
  [
    'older hashes written anew at logins, in a second and each process',
    standing('rehashesPerSecond'),
    'the next login',
  ],
];

const REQUEST: readonly Row[] = [
  [
    'a body; settings of admins',
    `${String(BODY_LIMIT_BYTES / 1024)} KiB; ${String(SETTINGS_BODY_BYTES / 1024)} KiB`,
    '413',
  ],
  [
    'headers; the whole request',
    `${String(TIME_LIMITS.headers / 1000)} s; ${String(TIME_LIMITS.request / 1000)} s`,
    '408',
  ],
  [
    'a new password',
    `${String(MAXIMUM_CODE_POINTS)} code points and ${String(MAXIMUM_BYTES)} bytes`,
    '422',
  ],
  ['a current password', `${String(MAXIMUM_BYTES)} bytes`, '400'],
];

const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
const table = (rows: readonly Row[]): string => tableOf(['what', 'limit', 'beyond it'], rows);

/** docs/limits.md, as the constants are that the code reads. */
export const page = `# Limits

Written by \`test/architecture/limits.test.ts\` from the constants that the code reads; it fails where this
page and the code differ.

429 and 503 carry \`Retry-After\`, are \`no-store\`, and say in \`RateLimit-Policy\` and \`RateLimit\` (IETF
draft, RateLimit header fields for HTTP) which limit it was and when it is open again; problem details
name it in \`violated-policies\`.

## Requests

Counted in Redis where \`REDIS_URL\` is set, otherwise in PostgreSQL. Never counted: \`/range\`, pages,
\`/health\`, \`/metrics\`, key sets, \`/demo\`, and tokens of services. Nothing that a body says is part of
what a request is counted on.

${table(REQUESTS)}

## Attempts at a password

Durable in PostgreSQL, whatever becomes of Redis. Each class waits by itself; a success forgets its
failures, a reset or an unlock all of them. Names that nobody has wait like strangers.

${table(PRESETS.map(attempts))}

## Secrets and devices

${table(LIFETIMES)}

## Logins, sessions and kept answers

${table(LOGINS)}

## Work

${table(WORK)}

## One request

${table(REQUEST)}

## Lists

${table(LISTS)}

## What a process asks over the network

Beyond these a request is answered without it, as [operating.md](operating.md) tells.

${tableOf(['what', 'at once', 'waits at most', 'asks again'], dependencyRows())}
`;
