import type { ScreenLanguage } from '#libs/screen-design';

import { ruleTexts } from './rule-texts.js';
import { policyTexts } from './texts.js';

/** The value of a rule, as a person says it. */
export function valueText(value: unknown, language: ScreenLanguage): string {
  const say = policyTexts(language);
  if (value === null || value === false || value === 0) return say.off;
  if (value === true) return say.on;
  if (Array.isArray(value)) return value.length > 0 ? kindsOf(value, language) : say.off;
  if (typeof value === 'object') return attemptsText(value as Record<string, unknown>, language);
  if (value === 'refuse' || value === 'accept') return ruleTexts(language)[value];
  return String(value);
}

const kindsOf = (kinds: readonly unknown[], language: ScreenLanguage): string =>
  new Intl.ListFormat(language).format(
    kinds.map((kind) => ruleTexts(language).kinds[kind as 'digit'] ?? String(kind)),
  );

function attemptsText({ waitsFrom, cap }: Record<string, unknown>, language: ScreenLanguage) {
  const say = ruleTexts(language);
  return `${say.waitsFrom} ${String(waitsFrom)}, ${say.cap} ${String(cap)}`;
}
