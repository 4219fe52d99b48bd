import type { ServiceCaller } from './caller.js';
import type { TenantId } from './ids.js';
import type { AccessRefusal } from './refusal.js';

/** Everything that any internal route asks for. */
export const SERVICE_SCOPES = [
  'password:verify',
  'password:step-up',
  'password:evaluate',
  'password:read',
  'password:admin',
  'password:set-permanent',
  'password:import',
  'sessions:read',
  'subjects:read',
  'subjects:write',
  'methods:read',
  'methods:write',
  'events:read',
  'breach:read',
] as const;

export type ServiceScope = (typeof SERVICE_SCOPES)[number];

export const isServiceScope = (text: string): text is ServiceScope =>
  (SERVICE_SCOPES as readonly string[]).includes(text);

/** What a program has to be granted for an operation on somebody of a tenant. */
export interface ServiceNeed {
  readonly scope: ServiceScope;
  /** Undefined: what was named can be no tenant at all. */
  readonly tenant: TenantId | undefined;
}

/** Why the program may not, undefined when it may. The scope first: it says nothing of tenants. */
export function barredService(
  { scopes, tenants }: ServiceCaller,
  { scope, tenant }: ServiceNeed,
): AccessRefusal | undefined {
  if (!scopes.has(scope)) return { code: 'forbidden', reason: 'scope_missing' };
  if (tenant && tenants !== 'all' && !tenants.has(tenant)) {
    return { code: 'forbidden', reason: 'tenant_not_granted' };
  }
  return undefined;
}
