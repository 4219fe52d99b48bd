import type { Cause } from '#libs/credentials';
import type { Outcome, TenantId, VerificationType } from '#libs/identity';
import { done, refused } from '#libs/identity';
import type { MultifactorSettings } from '#libs/verification';
import { contradiction } from '#libs/verification';

import type { RegisteredTenants } from './ports/registered-tenants.js';
import type { TenancyRefusal } from './refusal.js';
import type { RegisteredTenant, TenantNames, TenantRegistration } from './registered-tenant.js';
import { differing, sameNames, sameSettings } from './registered-tenant.js';

/** What is not named stays as it is; a brand or region that is null is taken away. */
export interface TenantChange {
  readonly name?: string | undefined;
  readonly brand?: string | null | undefined;
  readonly region?: string | null | undefined;
  readonly switchedOn?: ReadonlySet<VerificationType> | undefined;
  readonly secondFactor?: MultifactorSettings['secondFactor'] | undefined;
}

type Changed = Promise<Outcome<'changed' | 'as_it_was', TenancyRefusal>>;

/**
 * Which tenants there are, for operators. What is asked for again and is so already is no mistake. No
 * tenant is ever deleted: its people's rows would go with it.
 */
export class RegisterTenants {
  constructor(private readonly tenants: RegisteredTenants) {}

  async create(registration: TenantRegistration, cause: Cause): Changed {
    const { tenant, names, settings, hosts } = registration;
    const objection = contradiction(settings);
    if (objection) return refused(objection);

    const there = await this.tenants.find(tenant);
    if (there) return existing(there, registration);

    const taken = await this.tenants.taken(tenant, { brand: names.brand, hosts });
    if (taken.length > 0) return refused({ code: 'taken', taken });

    const added = await this.tenants.add(registration, cause);
    return added ? done('changed') : refused({ code: 'changed_meanwhile' });
  }

  async update(tenant: TenantId, change: TenantChange, cause: Cause): Changed {
    const there = await this.tenants.find(tenant);
    if (!there) return refused({ code: 'unknown_tenants', tenants: [tenant] });

    const names = namesAfter(there.names, change);
    const settings = settingsAfter(there.settings, change);
    const objection = contradiction(settings);
    if (objection) return refused(objection);
    const { brand } = names;
    const rebranded = brand !== there.names.brand;
    const taken = rebranded ? await this.tenants.taken(tenant, { brand, hosts: [] }) : [];
    if (taken.length > 0) return refused({ code: 'taken', taken });

    return this.write(there, { names, settings }, cause);
  }

  /** Names and settings are two events of two kinds; a repetition writes what is left. */
  private async write(
    there: RegisteredTenant,
    { names, settings }: Pick<TenantRegistration, 'names' | 'settings'>,
    cause: Cause,
  ): Changed {
    const { tenant, names: before } = there;
    const [named, settled] = [sameNames(before, names), sameSettings(there.settings, settings)];
    if (named && settled) return done('as_it_was');
    const written =
      (named || (await this.tenants.rename(tenant, { before, after: names }, cause))) &&
      (settled || (await this.tenants.settle(there, settings, cause)));
    return written ? done('changed') : refused({ code: 'changed_meanwhile' });
  }
}

function existing(
  there: RegisteredTenant,
  asked: TenantRegistration,
): Outcome<'as_it_was', TenancyRefusal> {
  const parts = differing(there, asked);
  return parts.length > 0
    ? refused({ code: 'exists_otherwise', differing: parts })
    : done('as_it_was');
}

const namesAfter = (before: TenantNames, { name, brand, region }: TenantChange): TenantNames => ({
  name: name ?? before.name,
  brand: brand === undefined ? before.brand : (brand ?? undefined),
  region: region === undefined ? before.region : (region ?? undefined),
});

const settingsAfter = (
  before: MultifactorSettings,
  { switchedOn, secondFactor }: TenantChange,
): MultifactorSettings => ({
  switchedOn: switchedOn ?? before.switchedOn,
  secondFactor: secondFactor ?? before.secondFactor,
});
