import { describe, expect, it } from '@jest/globals';

import { isIdentifierType, isSubjectId, isTenantId, subjectId, tenantId } from '#libs/identity';

describe('a tenant id', () => {
  it.each(['demo', 'SOLAPIPOCNEW', 'a', 'a.b_c-d', 'x'.repeat(64)])('may be %s', (text) => {
    expect(tenantId(text)).toBe(text);
  });

  it.each(['', '-a', '.a', 'a b', 'a/b', 'ä', 'x'.repeat(65), 'demo\n', "a'b", 'a\0'])(
    'is never %j',
    (text) => {
      expect(isTenantId(text)).toBe(false);
      expect(() => tenantId(text)).toThrow(RangeError);
    },
  );
});

describe('a subject id', () => {
  it.each(['4838dab3-6d88-4403-8dda-c1486754121a', 'auth0|1', 'x'.repeat(255)])(
    'may be %s',
    (text) => {
      expect(subjectId(text)).toBe(text);
    },
  );

  it.each(['', ' a', 'a ', 'a b', 'é', 'a\n', 'a\0', 'x'.repeat(256), '\u200ba'])(
    'is never %j (R12)',
    (text) => {
      expect(isSubjectId(text)).toBe(false);
      expect(() => subjectId(text)).toThrow(RangeError);
    },
  );

  it('does not repeat in its error what it was given', () => {
    expect(() => subjectId('a secret')).toThrow(/^not a subject id$/);
  });
});

describe('an identifier type', () => {
  it('is one of four, in exactly this spelling', () => {
    expect(['EMAIL', 'MOBILE', 'USERNAME', 'EXTERNALID'].every(isIdentifierType)).toBe(true);
    expect(['email', 'PHONE', '', 'constructor'].some(isIdentifierType)).toBe(false);
  });
});
