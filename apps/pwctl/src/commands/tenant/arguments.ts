import type { ParseArgsConfig } from 'node:util';
import { parseArgs } from 'node:util';

import type { ServiceScope, SubjectId, TenantId, VerificationType } from '#libs/identity';
import {
  CATALOGUE,
  hostName,
  isServiceScope,
  isSubjectId,
  isTenantId,
  isVerificationType,
  SERVICE_SCOPES,
} from '#libs/identity';
import { isRegion } from '#libs/login-identifiers';
import type { Preset } from '#libs/password-policy';
import {
  DEFAULT_PRESET,
  isName,
  isPreset,
  NAME_PROBLEM,
  PRESET_NAMES,
} from '#libs/password-policy';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Undefined: an option that is not known, or without its value. */
export function parsed<const Known extends Options>(line: readonly string[], options: Known) {
  try {
    return parseArgs({ args: [...line], allowPositionals: true, options });
  } catch {
    return undefined;
  }
}

/* Each of these throws an Error that names what was wrong, and what it could have been. */

export function tenantFrom(text: string): TenantId {
  if (isTenantId(text)) return text;
  throw new Error(
    `${text} cannot name a tenant: letters, digits and . _ - after a first letter or digit, 64 at most`,
  );
}

export function subjectFrom(text: string): SubjectId {
  if (isSubjectId(text)) return text;
  throw new Error(`${text} cannot name a subject`);
}

export function nameFrom(option: string, text: string): string {
  if (isName(text) && text.trim() === text) return text;
  throw new Error(`${option} ${NAME_PROBLEM}, without blanks around it`);
}

export function regionFrom(text: string): string {
  if (isRegion(text)) return text;
  throw new Error(`${text} is no region: two letters of ISO 3166-1, like DE`);
}

export function presetFrom(text: string = DEFAULT_PRESET): Preset {
  if (isPreset(text)) return text;
  throw new Error(`${text} is no preset: ${PRESET_NAMES.join(', ')}`);
}

export function secondFactorFrom(text: string): 'optional' | 'required' {
  if (text === 'optional' || text === 'required') return text;
  throw new Error(`--second-factor is optional or required, not ${text}`);
}

export function hostFrom(text: string): string {
  const host = hostName(text);
  if (host !== undefined) return host;
  throw new Error(`${text} is not the name of a host`);
}

/** In the catalogue's order. */
export function methodsFrom(text: string): ReadonlySet<VerificationType> {
  const given = listed('--methods', text).map((method) => method.toUpperCase());
  const strange = given.filter((method) => !isVerificationType(method));
  if (strange.length > 0) {
    throw new Error(`${strange.join(', ')} is no method: ${CATALOGUE.join(', ')}`);
  }
  return new Set(CATALOGUE.filter((method) => given.includes(method)));
}

export function scopesFrom(text: string): readonly ServiceScope[] {
  const given = listed('--scopes', text);
  const strange = given.filter((scope) => !isServiceScope(scope));
  if (strange.length > 0) {
    throw new Error(`${strange.join(', ')} is no scope: ${SERVICE_SCOPES.join(', ')}`);
  }
  return SERVICE_SCOPES.filter((scope) => given.includes(scope));
}

export const tenantsFrom = (text: string): readonly TenantId[] =>
  [...new Set(listed('--tenants', text).map(tenantFrom))].sort();

function listed(option: string, text: string): string[] {
  const items = text.split(',').map((item) => item.trim());
  if (items.includes('')) throw new Error(`${option} takes names with commas between them`);
  return items;
}
