import { ChangeWire } from '../../../apps/password-srv/src/dialects/mobile-v2/mobile-v2.wire.js';
import type { Interface } from '../description.js';
import { CURRENT, NEXT } from './passwords.js';

const given = { password: CURRENT };
const change = { currentPassword: CURRENT, newPassword: NEXT };

export const mobileV2: Interface = {
  name: 'mobile-v2',
  title: 'mobile-v2',
  description: 'The password of whoever the token names, in a mobile application.',
  notes: ['`error.code` is the word of the native interface, with its status.'],
  routes: {
    'PUT /v2/mobile/password/change': {
      service: 'password',
      summary: 'Changes the password; the person is notified.',
      token: 'person',
      body: ChangeWire,
      examples: [
        { title: 'changed', given, body: change, status: 200 },
        {
          title: 'wrong current password',
          given,
          body: { ...change, currentPassword: 'a guess' },
          status: 400,
        },
        { title: 'no token', by: 'nobody', body: change, status: 401 },
        { title: 'no password yet', body: change, status: 404 },
        {
          title: 'policy not met',
          given,
          body: { ...change, newPassword: 'Quay7+rim' },
          status: 422,
        },
      ],
    },
  },
};
