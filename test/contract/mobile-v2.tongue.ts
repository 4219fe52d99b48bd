import { expect } from '@jest/globals';

import { statusOf } from './native.tongue.js';
import type { Tongue } from './tongue.js';

export const mobileV2Tongue: Tongue = {
  name: 'mobile-v2',
  change: ({ current, next, extra }) => ({
    method: 'PUT',
    path: '/v2/mobile/password/change',
    body: { currentPassword: current, newPassword: next, ...extra },
  }),
  done: {
    success: true,
    message: expect.stringMatching(/\S/),
    changedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
  },
  refusal: (word) => ({
    status: statusOf(word),
    body: { success: false, error: { code: word, message: expect.stringMatching(/\S/) } },
  }),
  fields: { current: 'currentPassword', next: 'newPassword' },
};
