import {
  ChangeTickets,
  IdempotentRequests,
  LONGEST_EXEMPTION_DAYS,
  MOST_AWAITING,
  MOST_EXEMPTIONS,
} from '#libs/credentials';
import { ADMIN_LOGIN_SECONDS, RECENT_LOGIN_SECONDS } from '#libs/identity';
import { LOGIN_REQUEST_SECONDS } from '#libs/verification';

import { MOST_RECORDS } from '../../apps/password-srv/src/admin/audit.wire.js';
import { MOST_ORIGINS } from '../../apps/password-srv/src/admin/clients.wire.js';
import { LONGEST_WORD, MOST_WORDS } from '../../apps/password-srv/src/admin/deny-list.wire.js';
import { LONGEST_HASH } from '../../apps/password-srv/src/internal/import.wire.js';
import { MOST_SUBJECTS } from '../../apps/password-srv/src/internal/require-change.wire.js';
import { LONGEST_WAIT_SECONDS } from '../../apps/password-srv/src/internal/sessions.wire.js';
import { MOST_OF_ONE_KIND } from '../../apps/password-srv/src/internal/subjects.wire.js';
import { LONGEST_TOKEN } from '../../libs/auth/src/bearer-token.js';
import { USABLE_FOR_MS } from '../../libs/auth/src/jwks-cache.js';
import { CLOCK_SKEW_MS } from '../../libs/auth/src/trusted-tokens.js';
import { MOST_LOOKED_AT } from '../../libs/persistence/src/stores/typeorm-audit-trail.js';

export type Row = readonly [what: string, limit: string, beyond: string];

/** Logins, sessions and kept answers. */
export const LOGINS: readonly Row[] = [
  [
    'the last login of whoever sets a password, or has yet to enrol a second factor',
    `${String(RECENT_LOGIN_SECONDS)} s ago`,
    '401',
  ],
  [
    'the last login of an admin who changes something',
    `${String(ADMIN_LOGIN_SECONDS)} s ago`,
    '401',
  ],
  [
    'a token: characters; how far its times may be from our clock',
    `${String(LONGEST_TOKEN)}; ${String(CLOCK_SKEW_MS / 1000)} s`,
    '401',
  ],
  ['keys of an issuer that is away', `${String(USABLE_FOR_MS / 1000)} s`, '503'],
  ['a change ticket (mfa-v1)', `${String(ChangeTickets.SECONDS)} s, one change`, '401'],
  ['a login request', `${String(LOGIN_REQUEST_SECONDS)} s`, 'as if it had never been'],
  [
    'the outcome that an `Idempotency-Key` finds',
    `${String(IdempotentRequests.HOURS)} hours`,
    'a new request',
  ],
  [
    'waiting for a newer cut-off',
    `${String(LONGEST_WAIT_SECONDS)} s; ${String(MOST_AWAITING)} at a time in each process`,
    'answered at once',
  ],
];

export const LISTS: readonly Row[] = [
  ['identifiers, links, names, groups of a person', `${String(MOST_OF_ONE_KIND)} of each`, '400'],
  ['people in one list that has to change', String(MOST_SUBJECTS), '400'],
  [
    'a hash that is imported',
    `${String(LONGEST_HASH)} bytes; [work](importing.md#bounds)`,
    '400, 422',
  ],
  ["a tenant's own words", `${String(MOST_WORDS)} of ${String(LONGEST_WORD)} characters`, '400'],
  ['origins of a tenant', String(MOST_ORIGINS), '400'],
  [
    'exemptions of a tenant',
    `${String(MOST_EXEMPTIONS)}, each of ${String(LONGEST_EXEMPTION_DAYS)} days`,
    '400',
  ],
  [
    'a page of the audit',
    `${String(MOST_RECORDS.json)} records, ${String(MOST_RECORDS.csv)} as CSV, of ${String(MOST_LOOKED_AT)} that are looked at`,
    'the next page',
  ],
];
