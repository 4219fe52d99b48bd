import { ChangeWire } from '../../../apps/password-srv/src/dialects/account-v3/account-v3.wire.js';
import type { Interface } from '../description.js';
import { CURRENT, NEXT } from './passwords.js';

const given = { password: CURRENT };
const change = { currentPassword: CURRENT, newPassword: NEXT };

export const accountV3: Interface = {
  name: 'account-v3',
  title: 'account-v3',
  description: 'The change-password screen of an account, and what it sends.',
  notes: [
    'PUT reads the screen and changes nothing; POST changes.',
    'A method that is off and an identity managed elsewhere are 405 with `Allow: PUT`.',
  ],
  routes: {
    'PUT /v3/account/password/change': {
      service: 'password',
      summary: "The screen's elements, in the language of the request.",
      token: 'person',
      examples: [
        { title: 'the screen', given, status: 200 },
        { title: 'no token', by: 'nobody', status: 401 },
      ],
    },
    'POST /v3/account/password/change': {
      service: 'password',
      summary: 'Updates the password after verifying the current one; the session stays.',
      token: 'person',
      body: ChangeWire,
      examples: [
        { title: 'updated', given, body: change, status: 200 },
        {
          title: 'current password empty',
          given,
          body: { ...change, currentPassword: '' },
          status: 400,
        },
        {
          title: 'current password incorrect',
          given,
          body: { ...change, currentPassword: 'a guess' },
          status: 400,
        },
        { title: 'session missing', by: 'nobody', body: change, status: 401 },
        {
          title: 'request blocked',
          given: { ...given, managedBy: 'https://idp.example' },
          body: change,
          status: 405,
        },
        {
          title: 'new password invalid',
          given,
          body: { ...change, newPassword: 'Quay7+rim' },
          status: 422,
        },
      ],
    },
  },
};
