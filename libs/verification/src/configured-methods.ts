import type { VerificationType } from '#libs/identity';
import { availableMethods, maskEmail, maskPhone, maskWhole } from '#libs/identity';

import type { Medium } from './ports/verification-methods.js';

/** Enough for its owner, nothing for anybody else. */
export interface MaskedMedium {
  readonly id: string;
  readonly keyName: string;
}

export interface ConfiguredMethod {
  readonly type: VerificationType;
  readonly mediums: readonly MaskedMedium[];
}

/** What a person has enrolled of what the tenant allows, in enrolment order, PASSWORD last. */
export function configuredMethods({
  switchedOn,
  mediums,
  hasPassword,
}: {
  readonly switchedOn: ReadonlySet<VerificationType>;
  readonly mediums: readonly Medium[];
  readonly hasPassword: boolean;
}): readonly ConfiguredMethod[] {
  const available = availableMethods(switchedOn);
  const methods: { type: VerificationType; mediums: MaskedMedium[] }[] = [];
  for (const medium of mediums) {
    if (!available.has(medium.type)) continue;
    const masked = { id: medium.id, keyName: keyNameOf(medium) };
    const method = methods.find(({ type }) => type === medium.type);
    if (method) method.mediums.push(masked);
    else methods.push({ type: medium.type, mediums: [masked] });
  }
  if (hasPassword && available.has('PASSWORD')) methods.push({ type: 'PASSWORD', mediums: [] });
  return methods;
}

function keyNameOf({ type, name }: Medium): string {
  switch (type) {
    case 'EMAIL':
      return maskEmail(name);
    case 'SMS':
    case 'IVR':
      return maskPhone(name);
    case 'BACKUPCODE':
    case 'PATTERN':
    case 'PASSWORD':
      return maskWhole(name);
    case 'TOTP':
    case 'FIDO2':
    case 'PUSH':
    case 'TOUCHID':
    case 'FACE':
      return name; // what the person called the device
  }
}
