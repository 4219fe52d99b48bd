import { IsArray, IsBoolean, IsIn } from 'class-validator';

import type { VerificationType } from '#libs/identity';
import { CATALOGUE } from '#libs/identity';
import { invalid, MayBeAbsent, strictBody } from '#libs/platform';
import type { MultifactorChange, MultifactorSettings } from '#libs/verification';

export class MethodWire {
  @IsIn(CATALOGUE) type!: VerificationType;
  @IsBoolean() active!: boolean;
}

export class SettingsWire {
  @MayBeAbsent() @IsArray() methods?: unknown[];
  @MayBeAbsent() @IsIn(['optional', 'required']) second_factor?: 'optional' | 'required';
}

/** What is not named stays as it is; a method named twice would be two answers to one question. */
export function multifactorChange(body: unknown): MultifactorChange {
  const wire = strictBody(SettingsWire, body);
  const methods = new Map<VerificationType, boolean>();
  (wire.methods ?? []).forEach((entry, index) => {
    const field = `methods[${String(index)}]`;
    const { type, active } = strictBody(MethodWire, entry, {}, field);
    if (methods.has(type)) invalid([{ field, problem: `names ${type} a second time` }]);
    methods.set(type, active);
  });
  return { methods, ...(wire.second_factor ? { secondFactor: wire.second_factor } : {}) };
}

export const settingsWire = ({ switchedOn, secondFactor }: MultifactorSettings) => ({
  methods: CATALOGUE.map((type) => ({ type, active: switchedOn.has(type) })),
  second_factor: secondFactor,
});
