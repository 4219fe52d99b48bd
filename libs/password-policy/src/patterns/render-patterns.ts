import type { CharacterClass } from '../violation.js';
import type { PatternRules } from './translate-pattern.js';

const SPELLED: { readonly [Name in CharacterClass]: string } = {
  letter: '[A-Za-z]',
  lower: '[a-z]',
  upper: '[A-Z]',
  digit: '[0-9]',
  symbol: '[^A-Za-z0-9]',
};

/** Our rules as patterns that others understand. Read back, they are the same rules. */
export function renderPatterns({ minimum, maximum, classes, repeats }: PatternRules): string[] {
  const bounded = minimum !== undefined || maximum !== undefined;
  return [
    ...(bounded ? [`^.{${minimum ?? 0},${maximum ?? ''}}$`] : []),
    ...(classes ?? []).map((name) => `^(?=.*${SPELLED[name]}).*$`),
    ...(repeats == null ? [] : [`^(?!.*(.)\\1{${repeats}}).*$`]),
  ];
}
