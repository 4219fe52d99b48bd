import type { IForbiddenRuleType } from 'dependency-cruiser';

export const PURE: readonly string[];
export const USE_CASES: readonly string[];
export const ADAPTERS: Readonly<Record<string, readonly string[]>>;
export const SERVICES: readonly string[];
export const HOST: string;
export const SCREENS: readonly string[];
export const APP_VENDORS: Readonly<Record<string, readonly string[]>>;
export const FORBIDDEN: (IForbiddenRuleType & { name: string })[];
