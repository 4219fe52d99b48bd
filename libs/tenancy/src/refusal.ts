import type { SubjectId, TenantId } from '#libs/identity';
import type { MultifactorContradiction } from '#libs/verification';

import type { TenantPart } from './registered-tenant.js';

/** A name that would mean two tenants. */
export interface Taken {
  readonly what: 'brand' | 'id' | 'host';
  readonly name: string;
  readonly by: TenantId;
}

/** Every way in which what an operator decides may change nothing. */
export type TenancyRefusal =
  | MultifactorContradiction
  | { readonly code: 'exists_otherwise'; readonly differing: readonly TenantPart[] }
  | { readonly code: 'taken'; readonly taken: readonly Taken[] }
  | { readonly code: 'unknown_tenants'; readonly tenants: readonly TenantId[] }
  | { readonly code: 'unknown_subject'; readonly subject: SubjectId }
  | { readonly code: 'changed_meanwhile' };
