import { describe, expect, it } from '@jest/globals';

import { catalogue, languageFor } from '../../../libs/screen-design/src/catalogue.js';

describe('a catalogue', () => {
  const texts = catalogue({
    en: { save: 'Save', count: (many: number) => `${many} mails` },
    de: { save: 'Sichern', count: (many) => `${many} Mails` },
  });

  it('says the same things in every language', () => {
    expect(texts('en').save).toBe('Save');
    expect(texts('de').save).toBe('Sichern');
    expect(texts('de').count(3)).toBe('3 Mails');
  });

  it('does not compile with a text missing', () => {
    // @ts-expect-error German lacks a text that English has
    catalogue({ en: { save: 'Save' }, de: {} });
  });
});

describe('the language of a screen', () => {
  it.each([
    [['de-AT', 'en'], 'de'],
    [['fr', 'de'], 'de'],
    [['en-GB', 'de'], 'en'],
    [['fr'], 'en'],
    [[], 'en'],
  ])('for %j is %s', (wishes, language) => expect(languageFor(wishes)).toBe(language));
});
