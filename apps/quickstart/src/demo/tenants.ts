import type { Clients } from '#libs/credentials';
import type { TenantId } from '#libs/identity';
import type { TenantRegistration } from '#libs/persistence';

import { CRM, DEMO, LEGACY } from './people.js';

const USUAL = ['PASSWORD', 'EMAIL', 'SMS', 'TOTP'] as const;

export const TENANTS: readonly TenantRegistration[] = [
  {
    id: DEMO,
    name: 'Demo',
    region: 'DE',
    methods: [...USUAL, 'PUSH', 'TOUCHID', 'BACKUPCODE'],
    secondFactor: 'required',
    preset: 'nist-800-63b-4',
  },
  {
    id: LEGACY,
    name: 'Legacy',
    region: 'DE',
    methods: USUAL,
    secondFactor: 'optional',
    preset: 'legacy',
  },
  {
    id: CRM,
    name: 'CRM',
    brand: 'SOLAPIPOCNEW',
    region: 'IN',
    methods: USUAL,
    secondFactor: 'optional',
    preset: 'nist-800-63b-4',
  },
];

/** Whoever tries the demo writes a page on this machine, served from whatever port. */
const LOOPBACK = ['http://localhost', 'http://127.0.0.1', 'http://[::1]'];

/** Paths, because the port is another at every start. */
const PAGES = { reset: '/reset', reset_done: '/reset' };

/** Only customers of the CRM change their passwords without signing in first. */
export const CLIENTS: readonly (readonly [TenantId, Clients])[] = [DEMO, LEGACY, CRM].map(
  (tenant) => [tenant, { origins: LOOPBACK, pages: PAGES, mfaV1: tenant === CRM }],
);
