import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { availableMethods, CATALOGUE, FIRST_FACTORS, SECOND_FACTORS } from '#libs/identity';
import type { VerificationType } from '#libs/identity';
import { applied, contradiction } from '#libs/verification';
import type { MultifactorSettings } from '#libs/verification';

const methods = fc.subarray<VerificationType>([...CATALOGUE]);
const settings = fc.record<MultifactorSettings>({
  switchedOn: methods.map((list) => new Set(list)),
  secondFactor: fc.constantFrom('optional', 'required'),
});

const having = (secondFactor: 'optional' | 'required', ...list: VerificationType[]) =>
  contradiction({ switchedOn: new Set(list), secondFactor })?.code;

describe('a change of the settings', () => {
  it('leaves alone whatever it does not name', () => {
    fc.assert(
      fc.property(settings, methods, fc.boolean(), (before, named, active) => {
        const after = applied(before, { methods: new Map(named.map((m) => [m, active])) });
        expect(after.secondFactor).toBe(before.secondFactor);
        for (const method of CATALOGUE) {
          const expected = named.includes(method) ? active : before.switchedOn.has(method);
          expect(after.switchedOn.has(method)).toBe(expected);
        }
      }),
    );
  });

  it('does not touch the settings it starts from', () => {
    const before: MultifactorSettings = {
      switchedOn: new Set(['PASSWORD', 'EMAIL']),
      secondFactor: 'optional',
    };
    applied(before, { methods: new Map([['PASSWORD', false]]), secondFactor: 'required' });
    expect(before).toEqual({
      switchedOn: new Set(['PASSWORD', 'EMAIL']),
      secondFactor: 'optional',
    });
  });
});

describe('settings', () => {
  it('always leave a first factor with which a login can begin', () => {
    expect(having('optional')).toBe('last_first_factor');
    expect(having('optional', 'TOTP', 'BACKUPCODE', 'PATTERN')).toBe('last_first_factor');
    expect(having('optional', 'EMAIL')).toBeUndefined();
  });

  it('do not count SMS as a first factor where nothing stronger makes it available (ASVS-6.6.1)', () => {
    expect(having('optional', 'SMS', 'IVR')).toBe('last_first_factor');
    expect(having('optional', 'SMS', 'TOTP')).toBeUndefined();
  });

  it('that require a second factor offer one, and EMAIL is none (ASVS-6.3.6)', () => {
    expect(having('required', 'PASSWORD', 'EMAIL')).toBe('policy_contradiction');
    expect(having('required', 'PASSWORD', 'EMAIL', 'SMS')).toBe('policy_contradiction');
    expect(having('required', 'PASSWORD', 'TOTP')).toBeUndefined();
  });

  it('are accepted exactly when people could log in as they demand', () => {
    fc.assert(
      fc.property(settings, (asked) => {
        const available = [...availableMethods(asked.switchedOn)];
        const possible =
          available.some((method) => FIRST_FACTORS.has(method)) &&
          (asked.secondFactor === 'optional' || available.some((m) => SECOND_FACTORS.has(m)));
        expect(contradiction(asked) === undefined).toBe(possible);
      }),
    );
  });
});
