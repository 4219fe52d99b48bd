import { ChangeWire, SetWire } from '../../../apps/password-srv/src/dialects/native/native.wire.js';
import { BeforeLoginWire } from '../../../apps/verification-srv/src/methods/before-login.wire.js';
import { SetupWire } from '../../../apps/verification-srv/src/methods/setup.wire.js';
import { ConfiguredListWire } from '../../../apps/verification-srv/src/methods/methods.wire.js';
import type { Interface } from '../description.js';
import { CURRENT, NEXT } from './passwords.js';

const change = (over: object = {}) => ({
  old_password: CURRENT,
  new_password: NEXT,
  confirm_password: NEXT,
  ...over,
});

export const native: Interface = {
  name: 'native',
  title: 'native',
  description:
    'Verification methods, and the password of whoever the token names. Fields of PUT and POST may be spelled in camelCase as well.',
  notes: [
    'Bodies may spell each field in snake_case or camelCase, not both; answers are snake_case.',
    '`sub` in a body is compared with the token, never used as an address: another one is 403.',
    'A wrong current password is 400, never 401: 401 is about tokens alone.',
    'The public list is the same for everybody, unless its `request_id` was opened by a service for that very person.',
  ],
  routes: {
    'GET /verification-srv/config/list': {
      service: 'verification',
      summary: 'Which methods the tenant allows: the whole catalogue, in a stable order.',
      token: 'person',
      examples: [
        { title: 'the catalogue', status: 200 },
        { title: 'no token', by: 'nobody', status: 401 },
      ],
    },
    'POST /verification-srv/v2/setup/users/configured/list': {
      service: 'verification',
      summary: 'What the person has configured, masked.',
      token: 'person',
      body: ConfiguredListWire,
      examples: [
        {
          title: 'an address and a password',
          given: { email: 'muster.mannheim1test@gmail.com', password: CURRENT },
          body: { deviceInfo: { deviceId: '', location: { lat: '', lon: '' } } },
          status: 200,
        },
        { title: 'no token', by: 'nobody', body: {}, status: 401 },
      ],
    },
    'POST /verification-srv/v2/setup/public/configured/list': {
      service: 'verification',
      summary: 'With which methods a login may begin; the same for everybody.',
      token: 'none',
      body: BeforeLoginWire,
      examples: [
        {
          title: 'before login',
          body: ({ tenant }) => ({ tenant, request_id: 'of-the-login', email: 'a@mail.example' }),
          status: 200,
        },
        { title: 'two names', body: { email: 'a@mail.example', sub: 'b' }, status: 400 },
      ],
    },
    'POST /verification-srv/v2/setup/initiate/:verification_type': {
      service: 'verification',
      summary: 'Which proof a method needs now, and by which rules; PASSWORD only.',
      token: 'person',
      body: SetupWire,
      examples: [
        {
          title: 'a password to set',
          given: { email: true },
          path: () => '/verification-srv/v2/setup/initiate/PASSWORD',
          status: 200,
        },
        {
          title: 'another method',
          path: () => '/verification-srv/v2/setup/initiate/TOTP',
          status: 422,
        },
      ],
    },
    'PUT /password-srv/password': {
      service: 'password',
      summary: 'Changes the password, for whoever knows the current one.',
      token: 'person',
      body: ChangeWire,
      examples: [
        { title: 'changed', given: { password: CURRENT }, body: change(), status: 200 },
        {
          title: 'wrong current password',
          given: { password: CURRENT },
          body: change({ old_password: 'a guess' }),
          status: 400,
        },
        {
          title: 'fields missing',
          given: { password: CURRENT },
          body: { new_password: NEXT },
          status: 400,
        },
        { title: 'no token', by: 'nobody', body: change(), status: 401 },
        {
          title: "another person's sub",
          given: { password: CURRENT },
          body: change({ sub: 'somebody-else' }),
          status: 403,
        },
        { title: 'no password yet', body: change(), status: 404 },
        {
          title: 'policy not met',
          given: { password: CURRENT },
          body: change({ new_password: 'short', confirm_password: 'short' }),
          status: 422,
        },
        {
          title: 'breached',
          given: { password: CURRENT },
          body: change({ new_password: 'password123', confirm_password: 'password123' }),
          status: 422,
        },
      ],
    },
    'POST /password-srv/password': {
      service: 'password',
      summary: 'Sets the first password of somebody who has none.',
      token: 'person',
      body: SetWire,
      examples: [
        {
          title: 'set',
          given: { email: true },
          body: { password: NEXT, confirmPassword: NEXT },
          status: 200,
        },
        {
          title: 'no verified contact',
          body: { password: NEXT, confirmPassword: NEXT },
          status: 403,
        },
        {
          title: 'there is one already',
          given: { password: CURRENT, email: true },
          body: { password: NEXT, confirmPassword: NEXT },
          status: 409,
        },
      ],
    },
  },
};
