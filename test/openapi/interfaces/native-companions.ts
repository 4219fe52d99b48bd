import {
  AcceptWire,
  InitiateWire,
  ValidateWire,
} from '../../../apps/password-srv/src/dialects/native/reset.wire.js';
import { CompanionChangeWire } from '../../../apps/password-srv/src/dialects/native/native.wire.js';
import type { Interface } from '../description.js';
import { CURRENT, NEXT } from './passwords.js';

export const nativeCompanions: Interface = {
  name: 'native-companions',
  title: 'native: companion routes',
  description:
    'What clients of the native interface call beside it. The steps of a reset take HTML forms as well and then answer 303 to a page that the tenant registered.',
  notes: [
    'An initiation only enqueues: its answer says nothing about whether anybody is known by that name.',
    'Codes have 8 digits, 5 tries and 10 minutes; links go by mail and live 24 hours.',
    'A refused new password does not use a link up; ten of them do.',
    'As HTML forms the last two steps answer 303 to a page that the tenant has registered, with what follows in the fragment.',
  ],
  routes: {
    'POST /users-srv/changepassword': {
      service: 'password',
      summary: 'The same as PUT /password-srv/password.',
      token: 'person',
      body: CompanionChangeWire,
      examples: [
        {
          title: 'changed',
          given: { password: CURRENT },
          body: {
            identityId: 'ignored',
            old_password: CURRENT,
            new_password: NEXT,
            confirm_password: NEXT,
          },
          status: 200,
        },
        { title: 'no token', by: 'nobody', body: {}, status: 401 },
      ],
    },
    'POST /users-srv/resetpassword/initiate': {
      service: 'password',
      summary: 'Begins a reset; the answer is the same for everybody.',
      token: 'none',
      body: InitiateWire,
      examples: [
        {
          title: 'initiated',
          body: ({ tenant }) => ({
            tenant,
            email: 'alice@mail.example',
            resetMedium: 'EMAIL',
            processingType: 'CODE',
          }),
          status: 200,
        },
        {
          title: 'two names',
          body: ({ tenant }) => ({
            tenant,
            email: 'alice@mail.example',
            username: 'alice',
            resetMedium: 'EMAIL',
            processingType: 'LINK',
          }),
          status: 400,
        },
        {
          title: 'a call',
          body: ({ tenant }) => ({
            tenant,
            sub: 'alice',
            resetMedium: 'IVR',
            processingType: 'CODE',
          }),
          status: 422,
        },
      ],
    },
    'POST /users-srv/resetpassword/validatecode': {
      service: 'password',
      summary: 'Exchanges a code or the secret of a link for the right to choose a new password.',
      token: 'none',
      body: ValidateWire,
      examples: [
        {
          title: 'not a request of ours',
          body: { resetRequestId: 'made-up', code: '12345678' },
          status: 400,
        },
      ],
    },
    'POST /users-srv/resetpassword/accept': {
      service: 'password',
      summary: 'Sets the new password and ends all sessions.',
      token: 'none',
      body: AcceptWire,
      examples: [
        {
          title: 'not a request of ours',
          body: {
            resetRequestId: 'made-up',
            exchangeId: 'made-up',
            password: NEXT,
            confirmPassword: NEXT,
          },
          status: 400,
        },
      ],
    },
  },
};
