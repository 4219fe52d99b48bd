/**
 * The catalogue of verification methods, in the order in which lists show them. VOICE and
 * SECURITY_QUESTION exist in clients; NIST SP 800-63B-4 §3.1.1.2 forbids them, so they are in no list.
 */
export const CATALOGUE = [
  'PASSWORD',
  'EMAIL',
  'SMS',
  'IVR',
  'TOTP',
  'BACKUPCODE',
  'FIDO2',
  'PUSH',
  'TOUCHID',
  'FACE',
  'PATTERN',
] as const;

export type VerificationType = (typeof CATALOGUE)[number];

/** Methods with which a login may begin. PATTERN, TOUCHID and FACE only activate an enrolled device. */
export const FIRST_FACTORS: ReadonlySet<VerificationType> = new Set<VerificationType>([
  'PASSWORD',
  'EMAIL',
  'SMS',
  'IVR',
  'FIDO2',
  'PUSH',
]);

/** Methods that count as a second factor. EMAIL never does (NIST SP 800-63B-4 §3.1.3.1). */
export const SECOND_FACTORS: ReadonlySet<VerificationType> = new Set<VerificationType>([
  'SMS',
  'IVR',
  'TOTP',
  'BACKUPCODE',
  'FIDO2',
  'PUSH',
]);

/** Delivered over the telephone network: allowed only beside something stronger (ASVS 5.0 6.6.1). */
export const RESTRICTED: ReadonlySet<VerificationType> = new Set<VerificationType>(['SMS', 'IVR']);

/** What makes a telephone method permissible: bound to a device or a token, not to a number. */
const STRONGER_THAN_TELEPHONE: readonly VerificationType[] = ['TOTP', 'FIDO2', 'PUSH'];

export const isVerificationType = (text: string): text is VerificationType =>
  (CATALOGUE as readonly string[]).includes(text);

const remembered = new WeakMap<ReadonlySet<VerificationType>, ReadonlySet<VerificationType>>();

/**
 * The methods that people of a tenant may really use, given what its admin has switched on. The
 * answer for a set is remembered: it must not be changed afterwards.
 */
export function availableMethods(
  switchedOn: ReadonlySet<VerificationType>,
): ReadonlySet<VerificationType> {
  let available = remembered.get(switchedOn);
  if (!available) {
    const telephone = STRONGER_THAN_TELEPHONE.some((method) => switchedOn.has(method));
    available = new Set(
      CATALOGUE.filter(
        (method) => switchedOn.has(method) && (telephone || !RESTRICTED.has(method)),
      ),
    );
    remembered.set(switchedOn, available);
  }
  return available;
}
