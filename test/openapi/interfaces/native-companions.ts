import { PolicyWire } from '../../../apps/password-srv/src/admin/policies.wire.js';
import {
  AcceptWire,
  InitiateWire,
  ValidateWire,
} from '../../../apps/password-srv/src/dialects/native/reset.wire.js';
import { CompanionChangeWire } from '../../../apps/password-srv/src/dialects/native/native.wire.js';
import type { DescribedRoute, Example, Interface } from '../description.js';
import { CURRENT, NEXT } from './passwords.js';

const POLICIES = '/verification-actions-srv/policies';
const given = { admin: true } as const;
const policy = {
  policy_name: 'Staff',
  passwordPolicy: {
    blockCompromised: true,
    denyUsageCount: 5,
    strengthRegexes: ['^(?=.*[0-9]).{12,64}$'],
    changeEnforcement: { expirationInDays: 90, notifyUserBeforeInDays: 7 },
  },
};
const foreign = {
  policy_name: 'Staff',
  passwordPolicy: { strengthRegexes: ['^(a+)+$'] },
};

const creates: DescribedRoute = {
  service: 'password',
  summary:
    "Makes the tenant's policy, or that of `group:<name>`; patterns become rules or are refused.",
  token: 'admin',
  body: PolicyWire,
  examples: [
    { title: 'created', given, path: () => `${POLICIES}/tenant`, body: policy, status: 200 },
    {
      title: 'a pattern that is no rule of ours',
      given,
      path: () => `${POLICIES}/tenant`,
      body: foreign,
      status: 422,
    },
  ],
};

const replaces: DescribedRoute = {
  service: 'password',
  summary: 'Replaces what this shape can say of a policy; other rules stay, under `kept_rules`.',
  token: 'admin',
  body: PolicyWire,
  examples: [
    {
      title: 'there is none',
      given,
      path: () => `${POLICIES}/group:staff`,
      body: policy,
      status: 404,
    },
  ],
};

const deleted: Example = {
  title: 'deleted',
  given,
  path: () => `${POLICIES}/tenant`,
  after: async (house, person) => {
    const token = person.token({ scope: 'tenant:admin' });
    const request = { method: 'POST', path: `${POLICIES}/tenant`, body: policy } as const;
    await house.ask(house.passwordUrl, request, token);
  },
  status: 200,
};

export const nativeCompanions: Interface = {
  name: 'native-companions',
  title: 'native: companion routes',
  description:
    'What clients of the native interface call beside it. The steps of a reset take HTML forms as well and then answer 303 to a page that the tenant registered.',
  notes: [
    'An initiation only enqueues: its answer says nothing about whether anybody is known by that name.',
    'Codes have 8 digits, 5 tries and 10 minutes; links go by mail and live 24 hours.',
    'A refused new password does not use a link up; ten of them do.',
    '`validatecode` answers `next` where a second factor is required: `SMS` or `EMAIL` after a second code has gone out, otherwise the factor that a login service looks at (`POST /internal/v1/reset-requests/step-up`).',
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
    'GET /verification-actions-srv/policies': {
      service: 'password',
      summary: 'Every policy of the tenant and its groups, for tools that know patterns.',
      token: 'admin',
      examples: [
        { title: 'none yet', given, status: 200 },
        { title: 'not an admin', status: 403 },
      ],
    },
    'GET /verification-actions-srv/policies/:id': {
      service: 'password',
      summary: 'One of them.',
      token: 'admin',
      examples: [
        { title: 'there is none', given, path: () => `${POLICIES}/group:staff`, status: 404 },
      ],
    },
    'POST /verification-actions-srv/policies': {
      ...creates,
      examples: [
        {
          title: 'created by the id in the body',
          given,
          body: { _id: 'group:staff', ...policy },
          status: 200,
        },
      ],
    },
    'POST /verification-actions-srv/policies/:id': creates,
    'PUT /verification-actions-srv/policies': {
      ...replaces,
      examples: [
        { title: 'there is none', given, body: { _id: 'group:staff', ...policy }, status: 404 },
      ],
    },
    'PUT /verification-actions-srv/policies/:id': replaces,
    'DELETE /verification-actions-srv/policies/:id': {
      service: 'password',
      summary: 'Returns to the preset.',
      token: 'admin',
      examples: [deleted],
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
