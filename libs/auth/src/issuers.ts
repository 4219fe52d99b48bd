import type { TenantId } from '#libs/identity';
import { isTenantId } from '#libs/identity';

import type { AmrMeaning } from './authentication-methods.js';
import { AMR_MEANINGS, DEFAULT_AMR } from './authentication-methods.js';
import { NEVER_ACCEPTED_TYPES } from './header-checks.js';
import { ALGORITHMS } from './json-web-keys.js';
import { readKeySource } from './key-source.js';
import { SettingsReader } from './settings-reader.js';
import type { ClaimNames, TrustedIssuer } from './trusted-issuer.js';
import { Issuers, mediaType } from './trusted-issuer.js';

/** The audience of machine tokens; a token that names it is never a person's. */
export const INTERNAL_AUDIENCE = 'latchkey-internal';

/** Everything that is wrong with the configured issuers, in one go. */
export class IssuersInvalid extends Error {
  constructor(readonly mistakes: readonly string[]) {
    super(`the trusted issuers cannot be used:\n- ${mistakes.join('\n- ')}`);
  }
}

/**
 * Reads the content of `LATCHKEY_ISSUERS`: a list with one object per issuer.
 * @throws IssuersInvalid that names every mistake.
 */
export function parseIssuers(json: unknown): Issuers {
  if (!Array.isArray(json) || json.length === 0) {
    throw new IssuersInvalid(['the issuers must be a list with at least one entry']);
  }
  const mistakes: string[] = [];
  const entries: readonly unknown[] = json;
  const issuers = entries.map((entry, index) =>
    readIssuer(new SettingsReader(`issuers[${index}]`, entry, mistakes)),
  );
  mistakes.push(...contradictions(issuers));
  if (mistakes.length > 0) throw new IssuersInvalid(mistakes);
  return new Issuers(issuers);
}

function readIssuer(read: SettingsReader): TrustedIssuer {
  const issuer = read.text('issuer') ?? '';
  if (issuer === '' && !read.has('issuer')) read.refuse('issuer', 'is missing');
  const homeOf = readTenants(read, 'home_of');
  const tenants = new Set([...homeOf, ...readTenants(read, 'tenants')]);
  const services = read.flag('services');
  const settings: TrustedIssuer = {
    issuer,
    homeOf,
    tenants,
    services,
    keys: readKeySource(read, issuer),
    audience: readAudience(read, services && tenants.size === 0),
    algorithms: readAlgorithms(read),
    types: readTypes(read),
    claims: readClaimNames(read),
    amr: readAmr(read),
    multiFactorAcr: new Set(read.texts('multi_factor_acr')),
    anchor: read.choice('session_anchor', ['epoch', 'auth_time', 'iat'], 'auth_time'),
    skewSeconds: read.integer('skew_seconds', 0, 60, 1),
  };
  if (tenants.size === 0 && !services) read.refuse('home_of', 'or tenants must name a tenant');
  read.refuseUnread();
  return settings;
}

function readTenants(read: SettingsReader, name: string): ReadonlySet<TenantId> {
  const names = read.texts(name) ?? [];
  const tenants = names.filter(isTenantId);
  if (tenants.length < names.length) read.refuse(name, 'holds what cannot be a tenant');
  return new Set(tenants);
}

function readAudience(read: SettingsReader, optional: boolean): ReadonlySet<string> {
  const audience = read.texts('audience') ?? [];
  if (audience.length === 0 && !optional) read.refuse('audience', 'must name an audience of ours');
  if (audience.includes(INTERNAL_AUDIENCE)) {
    read.refuse('audience', `must not be ${INTERNAL_AUDIENCE}: "services" says that`);
  }
  return new Set(audience);
}

function readAlgorithms(read: SettingsReader): TrustedIssuer['algorithms'] {
  const named = read.texts('algorithms') ?? ALGORITHMS;
  const known = ALGORITHMS.filter((algorithm) => named.includes(algorithm));
  if (known.length === 0 || known.length < new Set(named).size) {
    read.refuse('algorithms', `must be some of ${ALGORITHMS.join(', ')}`);
  }
  return new Set(known);
}

function readTypes(read: SettingsReader): ReadonlySet<string> {
  const types = new Set((read.texts('typ') ?? ['at+jwt']).map(mediaType));
  if (types.size === 0) read.refuse('typ', 'must name a type');
  for (const type of types) {
    if (NEVER_ACCEPTED_TYPES.has(type)) read.refuse('typ', `must not accept ${type}`);
  }
  return types;
}

function readClaimNames(read: SettingsReader): ClaimNames {
  const names = read.section('claims');
  const claims = {
    sid: names.text('sid') ?? 'sid',
    auth_time: names.text('auth_time') ?? 'auth_time',
    amr: names.text('amr') ?? 'amr',
    acr: names.text('acr') ?? 'acr',
    tenant: names.text('tenant') ?? 'tenant',
    epoch: names.text('epoch') ?? 'epoch',
    scope: names.text('scope') ?? 'scope',
  };
  names.refuseUnread();
  return claims;
}

/** The configured meanings stand in front of the default ones. */
function readAmr(read: SettingsReader): ReadonlyMap<string, AmrMeaning> {
  const configured = read.section('amr');
  const meanings = new Map<string, AmrMeaning>(Object.entries(DEFAULT_AMR));
  for (const value of configured.names()) {
    meanings.set(value, configured.choice(value, AMR_MEANINGS, 'none'));
  }
  return meanings;
}

function contradictions(issuers: readonly TrustedIssuer[]): string[] {
  const names = issuers.map(({ issuer }) => issuer).filter((issuer) => issuer !== '');
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const tenants = new Set(issuers.flatMap((issuer) => [...issuer.tenants]));
  const homeless = [...tenants].flatMap((tenant) => {
    const homes = issuers.filter(({ homeOf }) => homeOf.has(tenant)).length;
    return homes === 1 ? [] : [`tenant ${tenant} must have one home issuer, it has ${homes}`];
  });
  return [...[...new Set(twice)].map((name) => `issuer ${name} is configured twice`), ...homeless];
}
