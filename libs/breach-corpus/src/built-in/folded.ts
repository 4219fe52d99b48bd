/**
 * The list and the question go through the same fold: a list that is folded on one side only never
 * matches upper-case entries. Guessers try `Password` right after `password`.
 */
export const folded = (text: string): string => text.normalize('NFC').toLowerCase();
