import type { Policy } from './policy.js';
import { policyFor } from './policy.js';
import type { PolicyRules, SomeRules } from './policy-rules.js';
import type { Preset } from './presets.js';
import { DEFAULT_PRESET, PLATFORM_FLOOR, PRESET_FLOORS, PRESETS } from './presets.js';
import { complete, strictest } from './strictest.js';

/** What a tenant or a group saves. Plain JSON; `format` counts up when its meaning changes. */
export interface PolicyDocument {
  readonly format: 1;
  /** What its admins call it; without one it is called after the tenant or the group. */
  readonly name?: string;
  /** A tenant without one starts from the default; a group without one adds only what it names. */
  readonly preset?: Preset;
  readonly rules: SomeRules;
}

export interface GroupPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** Everybody who has a say about one person's policy, the platform apart. */
export interface Composition {
  readonly tenant: PolicyDocument;
  readonly groups?: readonly GroupPolicy[];
}

export type RuleOrigin = 'platform' | 'tenant' | `group:${string}`;

/** What one party asks for. Its own choices stand over its preset's, down to the preset's floor. */
const asks = ({ preset, rules }: PolicyDocument): SomeRules =>
  preset === undefined ? rules : strictest({ ...PRESETS[preset], ...rules }, PRESET_FLOORS[preset]);

/** What a document asks for, its preset included. A tenant always has one. */
export const rulesOf = (document: PolicyDocument, whose: 'tenant' | 'group'): SomeRules =>
  whose === 'group'
    ? asks(document)
    : asks({ ...document, preset: document.preset ?? DEFAULT_PRESET });

/** Who asks for what, before the stricter wins. */
export function parties(composition: Composition): readonly (readonly [RuleOrigin, SomeRules])[] {
  const { tenant, groups = [] } = composition;
  return [
    ['platform', PLATFORM_FLOOR],
    ['tenant', rulesOf(tenant, 'tenant')],
    ...groups.map(({ name, document }) => [`group:${name}`, rulesOf(document, 'group')] as const),
  ];
}

/** Platform floor ∧ tenant ∧ groups. */
export const composedRules = (composition: Composition): PolicyRules =>
  complete(strictest(...parties(composition).map(([, rules]) => rules)));

/** The composition as it applies to one person. */
export const composedPolicy = (
  composition: Composition,
  secondFactorRequired: boolean | undefined,
): Policy =>
  policyFor(
    composition.tenant.preset ?? DEFAULT_PRESET,
    composedRules(composition),
    secondFactorRequired,
  );
