/** Letters without a decomposition that people nevertheless swap for plain ones. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** What stands for which letter. `i`, `l` and all their look-alikes are one. */
const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '!': 'i',
  '|': 'i',
  l: 'i',
  '2': 'z',
  '3': 'e',
  '€': 'e',
  '4': 'a',
  '@': 'a',
  '5': 's',
  $: 's',
  '6': 'g',
  '9': 'g',
  '7': 't',
  '8': 'b',
};

const NOT_ASCII = /[^\0-\x7f]/;
const MARKS = /\p{M}+/gu;
const UNPLAIN = /[ßæœøłđðþı]/g;

/** `. _ - +` and every kind of space. */
const SEPARATORS = /[._\-+\s]+/g;

const LEETS = /[0-9!|l€@$]/g;

/** Without case, diacritics and separators; digits and symbols stay. Total and linear. */
export function withoutDress(text: string): string {
  const lower = text.toLowerCase();
  const plain = NOT_ASCII.test(lower)
    ? lower
        .normalize('NFD')
        .replace(MARKS, '')
        .replace(UNPLAIN, (letter) => PLAIN[letter] ?? letter)
    : lower;
  return plain.replace(SEPARATORS, '');
}

const withoutLeet = (text: string): string => text.replace(LEETS, (sign) => LEET[sign] ?? sign);

/** What every ASCII character folds to, so that most passwords are folded by looking up. */
const ASCII = Array.from({ length: 0x80 }, (_, code) =>
  withoutLeet(withoutDress(String.fromCharCode(code))),
);

/** Also without leetspeak: `P4$$-wörd` and `password` are the same. */
export function folded(text: string): string {
  let made = '';
  for (let at = 0; at < text.length; at += 1) {
    const sign = ASCII[text.charCodeAt(at)];
    if (sign === undefined) return withoutLeet(withoutDress(text));
    made += sign;
  }
  return made;
}
