import type { VerificationType } from '#libs/identity';
import { availableMethods, FIRST_FACTORS, SECOND_FACTORS } from '#libs/identity';

import type { VerificationRefusal } from './refusal.js';

/** What a tenant's admin decides about verification. */
export interface MultifactorSettings {
  readonly switchedOn: ReadonlySet<VerificationType>;
  readonly secondFactor: 'optional' | 'required';
}

/** What an admin asks for; whatever is not named stays as it is. */
export interface MultifactorChange {
  readonly methods: ReadonlyMap<VerificationType, boolean>;
  readonly secondFactor?: 'optional' | 'required';
}

export function applied(
  settings: MultifactorSettings,
  change: MultifactorChange,
): MultifactorSettings {
  const switchedOn = new Set(settings.switchedOn);
  for (const [method, active] of change.methods) {
    if (active) switchedOn.add(method);
    else switchedOn.delete(method);
  }
  return { switchedOn, secondFactor: change.secondFactor ?? settings.secondFactor };
}

export type MultifactorContradiction = Extract<
  VerificationRefusal,
  { readonly code: 'last_first_factor' | 'policy_contradiction' }
>;

/** Refuses settings under which nobody could begin a login, or nobody could finish one. */
export function contradiction(settings: MultifactorSettings): MultifactorContradiction | undefined {
  const available = [...availableMethods(settings.switchedOn)];
  if (!available.some((method) => FIRST_FACTORS.has(method))) return { code: 'last_first_factor' };
  if (settings.secondFactor === 'required' && !available.some((m) => SECOND_FACTORS.has(m))) {
    const because = 'A second factor is required, but no method that counts as one is active.';
    return { code: 'policy_contradiction', because };
  }
  return undefined;
}
