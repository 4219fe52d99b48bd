import { describe, expect, it } from '@jest/globals';

import { argumentsOf } from '../../../apps/pwctl/src/arguments.js';

describe('the command line', () => {
  it('knows migrate, with and without options', () => {
    expect(argumentsOf(['migrate'])).toEqual({});
    const options = ['--role-prefix', 'eu', '--passwords', '/run/secrets/roles.json'];
    expect(argumentsOf(['migrate', ...options])).toEqual({
      rolePrefix: 'eu',
      passwordsFile: '/run/secrets/roles.json',
    });
  });

  it.each([[[]], [['migrat']], [['migrate', 'now']], [['migrate', '--force']], [['--passwords']]])(
    'takes %j for no command',
    (line) => {
      expect(argumentsOf(line)).toBeUndefined();
    },
  );
});
