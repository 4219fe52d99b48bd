import type { Language } from '#libs/password-policy';
import { LANGUAGES } from '#libs/password-policy';

/** What people get who ask for nothing that there is. */
const STANDARD: Language = 'en';

const isLanguage = (text: string): text is Language => LANGUAGES.some((one) => one === text);

/** The best of our languages by `Accept-Language` (RFC 9110 §12.5.4); regions do not matter. */
export function languageOf(accepted: string | undefined): Language {
  let best: { readonly language: Language; readonly quality: number } | undefined;
  for (const range of (accepted ?? '').split(',')) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const primary = tag.split('-', 1)[0] ?? '';
    const language = primary === '*' ? STANDARD : primary;
    const quality = qualityOf(parameters);
    if (isLanguage(language) && quality > (best?.quality ?? 0)) best = { language, quality };
  }
  return best?.language ?? STANDARD;
}

function qualityOf(parameters: readonly string[]): number {
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = weight === undefined ? 1 : Number(weight.slice(2));
  return quality >= 0 && quality <= 1 ? quality : 0;
}
