import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Password } from '#libs/identity';
import { effectivePolicy, judgeAgainstCurrent } from '#libs/password-policy';

const policy = effectivePolicy('nist-800-63b-4', true);

const objections = (current: string, next: string, under = policy) =>
  judgeAgainstCurrent(new Password(current), new Password(next), under).map(({ code }) => code);

describe('a new password beside the current one', () => {
  it.each([
    ['Summer2025!', 'Summer2031!', 'another year'],
    ['Summer2025!', 'Winter2025!', 'another season'],
    ['Summer2025!', 'Autumn2031!', 'another season and year'],
    ['Sommer-2025', 'Herbst-2026', 'another German season and year'],
    ['March#Lion#1', 'April#Lion#2', 'another month'],
    ['März#Löwe#1', 'Oktober#Löwe#2', 'another German month'],
    ['Pass-jan-77', 'Pass-dec-78', 'another short month'],
    ['Quiet-harbour-58', 'Quiet-harbour-59', 'the next number'],
    ['Quiet-harbour-58', 'quiet_harbour_58', 'case and separators'],
    ['Quiet-harbour-58', 'Qu1et-h4rb0ur-58', 'leetspeak'],
    ['Quiet-harbour-58', 'Quiet-harbour-58!', 'one character more'],
    ['Quiet-harbour-58', 'Quiet-harbor-58', 'one character less'],
    ['Quiet-harbour-58', 'Quiet-harbour-5x', 'one character other'],
    ['Zürich-am-See', 'Zurich-am-See', 'diacritics'],
    ['secret 😀 garden', 'secret 🚀 garden', 'one emoji other'],
  ])('%s → %s is too similar: %s', (current, next) => {
    expect(objections(current, next)).toEqual(['too_similar']);
    expect(objections(next, current)).toEqual(['too_similar']);
  });

  it.each([
    ['Test1234%', 'Test12345$', 'the number has grown and the sign is another'],
    ['Summer2025!', 'Summer-in-2025!', 'words were added'],
    ['Quiet-harbour-58', 'Loud-harbour-58', 'a word is another'],
    ['Summer2025!', 'Summer25!', 'digits are fewer by two'],
    ['correct horse battery', 'staple horse battery', 'a word is another'],
  ])('%s → %s is another password: %s', (current, next) => {
    expect(objections(current, next)).toEqual([]);
  });

  it('that is the same is said to be the same, and only that (R24)', () => {
    expect(objections('A\u030angstro\u0308m-9', '\u00c5ngstr\u00f6m-9')).toEqual([
      'same_as_current',
    ]);
    expect(objections('x', 'x', { ...policy, sameAsCurrent: false })).toEqual([]);
  });

  it('may be similar where the policy does not mind', () => {
    expect(objections('Summer2025!', 'Summer2026!', { ...policy, similarity: false })).toEqual([]);
  });

  it('is judged whatever it is made of, either way round alike', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 200 });
    fc.assert(
      fc.property(anything, anything, (a, b) => {
        expect(objections(a, b)).toEqual(objections(b, a));
      }),
    );
  });

  it('is found similar after any one edit of a plain password', () => {
    const plain = fc.stringMatching(/^[a-z]{8,40}$/);
    fc.assert(
      fc.property(
        plain,
        fc.nat(),
        fc.constantFrom('', 'q'),
        fc.nat(1),
        (text, place, put, gone) => {
          const at = place % text.length;
          const edited = text.slice(0, at) + put + text.slice(at + gone);
          fc.pre(edited !== text);
          expect(objections(text, edited)).toEqual(['too_similar']);
        },
      ),
    );
  });
});
