import type { OwnRangeServer } from '#libs/credentials';
import type { TenantId } from '#libs/identity';

/** Null together: the tenant has named none. */
export interface RangeServerRow {
  readonly range_url: string | null;
  readonly range_sparse: boolean | null;
}

export const ownRangeServerOf = (
  tenant: TenantId,
  { range_url: url, range_sparse: sparse }: RangeServerRow,
): OwnRangeServer | undefined =>
  url === null ? undefined : { tenant, url, sparse: sparse ?? false };
