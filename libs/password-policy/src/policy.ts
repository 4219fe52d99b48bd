/** The rules a tenant starts from. Presets, composition and explanation: product §4. */
export type Preset = 'nist-800-63b-4' | 'pci-dss-4' | 'legacy';

/** What one person's new password is judged by. */
export interface Policy {
  readonly preset: Preset;
  /** Code points after NFC. */
  readonly minimum: number;
  /** Code points after NFC. */
  readonly maximum: number;
  /** UTF-8 bytes after NFC. */
  readonly maximumBytes: number;
}

/** Everywhere: longer input is refused, never truncated (R01), and bounds the cost of a request. */
export const MAXIMUM_CODE_POINTS = 128;
export const MAXIMUM_BYTES = 1024;

/**
 * NIST SP 800-63B-4 §3.1.1.2 (1): 15 where the password is the only factor, 8 where a second is
 * enforced. PCI DSS 4.0.1 §8.3.6: 12. Legacy: the 8 that most systems of the last decade asked for.
 */
const MINIMUM: Record<Preset, (secondFactorRequired: boolean) => number> = {
  'nist-800-63b-4': (secondFactorRequired) => (secondFactorRequired ? 8 : 15),
  'pci-dss-4': () => 12,
  legacy: () => 8,
};

export const effectivePolicy = (preset: Preset, secondFactorRequired: boolean): Policy => ({
  preset,
  minimum: MINIMUM[preset](secondFactorRequired),
  maximum: MAXIMUM_CODE_POINTS,
  maximumBytes: MAXIMUM_BYTES,
});
