import type { Language } from '#libs/password-policy';
import { LANGUAGES } from '#libs/password-policy';

/** What people get who ask for nothing that there is. */
const STANDARD: Language = 'en';

const ANY = '*';

const isLanguage = (text: string): text is Language => LANGUAGES.some((one) => one === text);

/** The best of our languages by `Accept-Language` (RFC 9110 §12.5.4); regions do not matter. */
export const languageOf = (accepted: string | undefined): Language => {
  const best = bestOf(accepted);
  return best === undefined || best === ANY ? STANDARD : best;
};

/** The same of whoever names one of ours; undefined: any will do, or none of ours does. */
export const askedLanguage = (accepted: string | undefined): Language | undefined => {
  const best = bestOf(accepted);
  return best === ANY ? undefined : best;
};

function bestOf(accepted: string | undefined): Language | typeof ANY | undefined {
  let best: { readonly asked: Language | typeof ANY; readonly quality: number } | undefined;
  for (const range of (accepted ?? '').split(',')) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const asked = tag.split('-', 1)[0] ?? '';
    const quality = qualityOf(parameters);
    if ((isLanguage(asked) || asked === ANY) && quality > (best?.quality ?? 0)) {
      best = { asked, quality };
    }
  }
  return best?.asked;
}

function qualityOf(parameters: readonly string[]): number {
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = weight === undefined ? 1 : Number(weight.slice(2));
  return quality >= 0 && quality <= 1 ? quality : 0;
}
