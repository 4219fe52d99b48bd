import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  availableMethods,
  CATALOGUE,
  FIRST_FACTORS,
  isVerificationType,
  RESTRICTED,
  SECOND_FACTORS,
} from '#libs/identity';

const switches = fc.subarray([...CATALOGUE]).map((methods) => new Set(methods));

describe('the catalogue of verification methods', () => {
  it('knows neither VOICE nor SECURITY_QUESTION (NIST-3.1.1.2-7,8, ASVS-6.4.2)', () => {
    expect(CATALOGUE.some((type) => /VOICE|QUESTION|HINT/.test(type))).toBe(false);
    expect(isVerificationType('SECURITY_QUESTION')).toBe(false);
    expect(isVerificationType('password')).toBe(false);
    expect(isVerificationType('PASSWORD')).toBe(true);
  });

  it('never counts EMAIL as a second factor (ASVS-6.3.6)', () => {
    expect(SECOND_FACTORS.has('EMAIL')).toBe(false);
  });

  it('never begins a login with PATTERN, FACE, TOUCHID, TOTP or a backup code', () => {
    expect([...FIRST_FACTORS]).toEqual(['PASSWORD', 'EMAIL', 'SMS', 'IVR', 'FIDO2', 'PUSH']);
  });

  it('marks the methods of the telephone network as restricted (ASVS-6.3.6)', () => {
    expect([...RESTRICTED]).toEqual(['SMS', 'IVR']);
  });
});

describe('the available methods', () => {
  it('hold SMS or IVR only beside something stronger (ASVS-6.6.1)', () => {
    fc.assert(
      fc.property(switches, (switchedOn) => {
        const available = availableMethods(switchedOn);
        const telephone = available.has('SMS') || available.has('IVR');
        const stronger = ['TOTP', 'FIDO2', 'PUSH'] as const;
        expect(!telephone || stronger.some((method) => available.has(method))).toBe(true);
      }),
    );
  });

  it('are otherwise exactly those that are switched on, in the order of the catalogue', () => {
    fc.assert(
      fc.property(switches, (switchedOn) => {
        const unrestricted = CATALOGUE.filter((m) => switchedOn.has(m) && !RESTRICTED.has(m));
        const available = [...availableMethods(switchedOn)];
        expect(available.filter((m) => !RESTRICTED.has(m))).toEqual(unrestricted);
        expect(available.every((method) => switchedOn.has(method))).toBe(true);
      }),
    );
  });
});
