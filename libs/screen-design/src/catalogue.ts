import type { Language } from '#libs/password-policy';

export type ScreenLanguage = Language;

/** The same keys in every language; a text with a gap takes the same arguments everywhere. */
type Same<Texts> = {
  readonly [Key in keyof Texts]: Texts[Key] extends string
    ? string
    : Texts[Key] extends (...given: infer Given) => string
      ? (...given: Given) => string
      : Same<Texts[Key]>;
};

/** The texts of one screen, by language. */
export type Catalogue<Texts> = (language: ScreenLanguage) => Same<Texts>;

/** Pairs the languages. What one of them does not say does not compile. */
export function catalogue<const Texts extends object>(
  texts: { readonly en: Texts } & {
    readonly [Other in Exclude<ScreenLanguage, 'en'>]: Same<Texts>;
  },
): Catalogue<Texts> {
  return (language) => (language === 'en' ? (texts.en as Same<Texts>) : texts[language]);
}

const LANGUAGES: readonly ScreenLanguage[] = ['en', 'de'];

/** The first of the wishes that we speak, English otherwise; regions do not matter. */
export function languageFor(wishes: readonly string[]): ScreenLanguage {
  const primary = wishes.map((wish) => wish.toLowerCase().split('-', 1)[0]);
  const found = primary.flatMap((wish) => LANGUAGES.filter((one) => one === wish));
  return found[0] ?? 'en';
}
