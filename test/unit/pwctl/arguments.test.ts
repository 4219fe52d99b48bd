import { describe, expect, it } from '@jest/globals';

import { argumentsOf } from '../../../apps/pwctl/src/arguments.js';

describe('the command line', () => {
  it('knows migrate, with and without options', () => {
    expect(argumentsOf([])).toEqual({});
    const options = ['--role-prefix', 'eu', '--passwords', '/run/secrets/roles.json'];
    expect(argumentsOf(options)).toEqual({
      rolePrefix: 'eu',
      passwordsFile: '/run/secrets/roles.json',
    });
  });

  it.each([[['now']], [['--force']], [['--passwords']]])(
    'takes %j for no arguments of it',
    (line) => {
      expect(argumentsOf(line)).toBeUndefined();
    },
  );
});
