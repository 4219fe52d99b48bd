import { ChangeWire } from '../../../apps/password-srv/src/dialects/profile-v1/profile-v1.wire.js';
import type { Interface } from '../description.js';
import { CURRENT, NEXT } from './passwords.js';

export const profileV1: Interface = {
  name: 'profile-v1',
  title: 'profile-v1',
  description: 'The password of whoever the token names, on a profile page.',
  notes: [
    'The new password has 8 to 128 characters; the old one may be anything.',
    '`error.code` is a number of this interface.',
  ],
  routes: {
    'POST /v1/users/profile/change-password': {
      service: 'password',
      summary: "Updates the requesting user's account password.",
      token: 'person',
      body: ChangeWire,
      examples: [
        {
          title: 'changed',
          given: { password: CURRENT },
          body: { oldPassword: CURRENT, newPassword: NEXT },
          status: 200,
        },
        {
          title: 'incorrect old password',
          given: { password: CURRENT },
          body: { oldPassword: 'a guess', newPassword: NEXT },
          status: 400,
        },
        {
          title: 'no auth token',
          by: 'nobody',
          body: { oldPassword: CURRENT, newPassword: NEXT },
          status: 401,
        },
        {
          title: 'entity not found',
          body: { oldPassword: CURRENT, newPassword: NEXT },
          status: 404,
        },
        {
          title: 'breached',
          given: { password: CURRENT },
          body: { oldPassword: CURRENT, newPassword: 'password123' },
          status: 422,
        },
      ],
    },
  },
};
