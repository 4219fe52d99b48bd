import { describe, expect, it } from '@jest/globals';

import type { MultifactorSettings } from '#libs/client';
import type { VerificationType } from '#libs/identity';
import { CATALOGUE } from '#libs/identity';

import {
  consequencesOf,
  isLastFirstFactor,
  withMethod,
} from '../../../apps/admin-console/src/multifactor/consequences.js';

const settings = (...on: readonly VerificationType[]): MultifactorSettings => ({
  methods: CATALOGUE.map((type) => ({ type, active: on.includes(type) })),
  second_factor: 'optional',
});

describe('what saving multifactor settings would do', () => {
  it('is nothing where nothing is changed', () => {
    const stored = settings('PASSWORD', 'EMAIL');
    const nothing = { offered: [], withdrawn: [], secondFactor: undefined };
    expect(consequencesOf(stored, stored)).toEqual(nothing);
  });

  it('names what people are offered and what they lose', () => {
    const stored = settings('PASSWORD', 'EMAIL');
    const wished = withMethod(withMethod(stored, 'TOTP', true), 'PASSWORD', false);
    expect(consequencesOf(stored, wished)).toMatchObject({
      offered: ['TOTP'],
      withdrawn: ['PASSWORD'],
    });
  });

  it('counts telephone methods only from when something stronger stands beside them', () => {
    const stored = settings('PASSWORD', 'SMS');
    expect(consequencesOf(stored, withMethod(stored, 'TOTP', true)).offered).toEqual([
      'SMS',
      'TOTP',
    ]);
  });

  it('tells that the second factor changes', () => {
    const stored = settings('PASSWORD');
    const wished = { ...stored, second_factor: 'required' } as const;
    expect(consequencesOf(stored, wished).secondFactor).toBe('required');
  });

  it('knows the last method to begin with', () => {
    expect(isLastFirstFactor(settings('PASSWORD', 'TOTP'), 'PASSWORD')).toBe(true);
    expect(isLastFirstFactor(settings('PASSWORD', 'EMAIL'), 'PASSWORD')).toBe(false);
    expect(isLastFirstFactor(settings('PASSWORD', 'TOTP'), 'TOTP')).toBe(false);
  });
});
