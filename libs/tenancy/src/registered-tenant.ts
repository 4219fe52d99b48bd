import type { TenantId } from '#libs/identity';
import type { Preset } from '#libs/password-policy';
import type { MultifactorSettings } from '#libs/verification';

/** What a tenant is called. */
export interface TenantNames {
  readonly name: string;
  /** How mfa-v1 names it; without one by its id. */
  readonly brand: string | undefined;
  /** ISO 3166-1 alpha-2: where telephone numbers without `+` belong. */
  readonly region: string | undefined;
}

export interface TenantRegistration {
  readonly tenant: TenantId;
  readonly names: TenantNames;
  readonly settings: MultifactorSettings;
  /** What its policy starts from. */
  readonly preset: Preset;
  readonly hosts: readonly string[];
}

export interface RegisteredTenant extends TenantRegistration {
  /** Counts every write of the settings. */
  readonly version: number;
}

export type TenantPart = keyof TenantNames | 'methods' | 'second_factor' | 'preset' | 'hosts';

/** In which parts a tenant is not what is asked for. It may have more hosts. */
export function differing(there: TenantRegistration, asked: TenantRegistration): TenantPart[] {
  const hosts = new Set(there.hosts);
  const same: Readonly<Record<TenantPart, boolean>> = {
    name: there.names.name === asked.names.name,
    brand: there.names.brand === asked.names.brand,
    region: there.names.region === asked.names.region,
    methods: sameMethods(there.settings, asked.settings),
    second_factor: there.settings.secondFactor === asked.settings.secondFactor,
    preset: there.preset === asked.preset,
    hosts: asked.hosts.every((host) => hosts.has(host)),
  };
  return (Object.keys(same) as TenantPart[]).filter((part) => !same[part]);
}

export const sameNames = (one: TenantNames, other: TenantNames): boolean =>
  one.name === other.name && one.brand === other.brand && one.region === other.region;

export const sameSettings = (one: MultifactorSettings, other: MultifactorSettings): boolean =>
  one.secondFactor === other.secondFactor && sameMethods(one, other);

const sameMethods = (one: MultifactorSettings, other: MultifactorSettings): boolean =>
  one.switchedOn.size === other.switchedOn.size &&
  [...one.switchedOn].every((method) => other.switchedOn.has(method));
