import { Allow } from 'class-validator';

import type { PasswordSetup } from '#libs/credentials';
import type { Language } from '#libs/password-policy';
import { invalid, IsText, MayBeAbsent, policyWire, strictBody } from '#libs/platform';

export class SetupWire {
  /** The path's type once more, in any case. */
  @MayBeAbsent() @IsText(64) verification_type?: string;
  /** Free-form: clients send what they know of their device, and nothing here depends on it. */
  @Allow() deviceInfo?: unknown;
}

/** Which method is to be set up, in upper case; the body is optional. */
export function setupType(inPath: string, body: unknown): string {
  const type = inPath.toUpperCase();
  const again = body === undefined ? undefined : strictBody(SetupWire, body).verification_type;
  if (again !== undefined && again.toUpperCase() !== type) {
    return invalid([{ field: 'verification_type', problem: 'is not the type of the path' }]);
  }
  return type;
}

export const setupWire = (setup: PasswordSetup, language: Language) => ({
  verification_type: 'PASSWORD',
  action: setup.action,
  proof: setup.proof,
  ...(setup.maxAgeSeconds !== undefined && { max_age: setup.maxAgeSeconds }),
  ...(setup.acrValues && { acr_values: setup.acrValues.join(' ') }),
  policy: { ...policyWire(setup, language), minimum: setup.policy.minimum },
});
