import { ImportWire } from '../../../apps/password-srv/src/internal/import.wire.js';
import {
  EvaluateForProgramWire,
  VerifyWire,
} from '../../../apps/password-srv/src/internal/passwords.wire.js';
import {
  RequireChangesWire,
  RequireChangeWire,
} from '../../../apps/password-srv/src/internal/require-change.wire.js';
import { LoginRequestWire } from '../../../apps/verification-srv/src/internal/login-requests.wire.js';
import { StepUpWire } from '../../../apps/password-srv/src/internal/change-tickets.wire.js';
import type { Interface } from '../description.js';
import { SUBJECTS } from './internal-subjects.js';
import { SUPPORT } from './internal-support.js';
import { CURRENT } from './passwords.js';

/** hashcat's example for bcrypt, at the cost that most tools write. */
const IMPORTED = '$2a$10$LhayLxezLhK1LhWvKxCyLOj0j1u.Kj0jZ0pEmm134uzrQlFvQJLF6';

export const internalV1: Interface = {
  name: 'internal-v1',
  title: 'internal-v1',
  description:
    'For other services, on the internal port. Refusals are problem details (RFC 9457) whose type resolves.',
  notes: [
    'On the internal port in production.',
    'A token needs the audience `latchkey-internal` and a registered client; it can only narrow what its row grants.',
    'Ranges of breached passwords are described in [breach-corpus.md](breach-corpus.md).',
  ],
  routes: {
    'POST /internal/v1/passwords/verify': {
      service: 'password',
      summary:
        'Whether a password is the person’s, and what is due of them. Unknown, without a password, disabled and wrong are all not_verified, after the same work and at the same time. Where other software is asked during a migration and gives no answer: 503 legacy_verifier_unavailable.',
      token: 'service',
      body: VerifyWire,
      examples: [
        {
          title: 'verified',
          given: { password: CURRENT },
          by: { scopes: 'password:verify' },
          body: ({ tenant, subject }) => ({
            ...{ tenant, subject, password: CURRENT },
            client: { ip: '198.51.100.9' },
          }),
          status: 200,
        },
        {
          title: 'not verified',
          given: { password: CURRENT },
          by: { scopes: 'password:verify' },
          body: ({ tenant, subject }) => ({
            ...{ tenant, identifier: { type: 'USERNAME', value: subject } },
            password: 'a wrong guess',
          }),
          status: 200,
        },
        {
          title: 'nobody named',
          by: { scopes: 'password:verify' },
          body: ({ tenant }) => ({ tenant, password: CURRENT }),
          status: 400,
        },
        {
          title: 'scope missing',
          by: { scopes: 'password:read' },
          body: ({ tenant, subject }) => ({ tenant, subject, password: CURRENT }),
          status: 403,
        },
      ],
    },
    'POST /internal/v1/passwords/evaluate': {
      service: 'password',
      summary:
        'Tries a password without setting it, for a person or for somebody who is about to sign up. Looks at no credential.',
      token: 'service',
      body: EvaluateForProgramWire,
      examples: [
        {
          title: 'admissible',
          by: { scopes: 'password:evaluate' },
          body: ({ tenant }) => ({ tenant, password: 'quite another passphrase 58' }),
          status: 200,
        },
        {
          title: 'too short',
          by: { scopes: 'password:evaluate' },
          body: ({ tenant, subject }) => ({ tenant, subject, password: 'Xq7-harbour' }),
          status: 200,
        },
        {
          title: 'nobody',
          by: { scopes: 'password:evaluate' },
          body: ({ tenant }) => ({ tenant, subject: 'nobody', password: CURRENT }),
          status: 404,
        },
      ],
    },
    ...SUBJECTS,
    ...SUPPORT,
    'POST /internal/v1/subjects/:sub/password/require-change': {
      service: 'password',
      summary: 'From now on only the change flow is open to this person.',
      token: 'service',
      body: RequireChangeWire,
      examples: [
        {
          title: 'required',
          given: { password: CURRENT },
          by: { scopes: 'password:admin' },
          path: ({ subject }) => `/internal/v1/subjects/${subject}/password/require-change`,
          body: ({ tenant }) => ({ tenant, reason: 'compromised' }),
          status: 200,
        },
        {
          title: 'no password',
          by: { scopes: 'password:admin' },
          path: ({ subject }) => `/internal/v1/subjects/${subject}/password/require-change`,
          body: ({ tenant }) => ({ tenant, reason: 'compromised' }),
          status: 404,
        },
      ],
    },
    'POST /internal/v1/subjects/:sub/password/import': {
      service: 'password',
      summary: 'Takes over the password of somebody who has none yet, as a hash of other software.',
      token: 'service',
      body: ImportWire,
      examples: [
        {
          title: 'imported',
          by: { scopes: 'password:import' },
          path: ({ subject }) => `/internal/v1/subjects/${subject}/password/import`,
          body: ({ tenant }) => ({ tenant, hash: IMPORTED }),
          status: 201,
        },
        {
          title: 'a password is there already',
          given: { password: CURRENT },
          by: { scopes: 'password:import' },
          path: ({ subject }) => `/internal/v1/subjects/${subject}/password/import`,
          body: ({ tenant }) => ({ tenant, hash: IMPORTED }),
          status: 409,
        },
        {
          title: 'unsupported',
          by: { scopes: 'password:import' },
          path: ({ subject }) => `/internal/v1/subjects/${subject}/password/import`,
          body: ({ tenant }) => ({ tenant, hash: '5f4dcc3b5aa765d61d8327deb882cf99' }),
          status: 422,
        },
        {
          title: 'too costly',
          by: { scopes: 'password:import' },
          path: ({ subject }) => `/internal/v1/subjects/${subject}/password/import`,
          body: ({ tenant }) => ({ tenant, hash: IMPORTED.replace('$10$', '$20$') }),
          status: 422,
        },
        {
          title: 'nobody',
          by: { scopes: 'password:import' },
          path: () => '/internal/v1/subjects/nobody/password/import',
          body: ({ tenant }) => ({ tenant, hash: IMPORTED }),
          status: 404,
        },
      ],
    },
    'POST /internal/v1/passwords/require-change': {
      service: 'password',
      summary: 'The same for everybody of a tenant or a group, or for up to 400 subjects by name.',
      token: 'service',
      body: RequireChangesWire,
      examples: [
        {
          title: 'required',
          by: { scopes: 'password:admin' },
          body: ({ tenant }) => ({ tenant, reason: 'compromised' }),
          status: 200,
        },
        {
          title: 'scope missing',
          by: { scopes: 'password:read' },
          body: ({ tenant }) => ({ tenant, reason: 'compromised' }),
          status: 403,
        },
      ],
    },
    'POST /internal/v1/change-tickets/step-up': {
      service: 'password',
      summary: 'Raises a ticket of mfa-v1 for whoever has shown a second factor to the service.',
      token: 'service',
      body: StepUpWire,
      examples: [
        {
          title: 'not a ticket of ours',
          by: { scopes: 'password:step-up' },
          body: ({ tenant }) => ({ tenant, ticket: 'made-up', method: 'TOTP' }),
          status: 400,
        },
        {
          title: 'scope missing',
          by: { scopes: 'password:verify' },
          body: ({ tenant }) => ({ tenant, ticket: 'made-up', method: 'TOTP' }),
          status: 403,
        },
      ],
    },
    'POST /internal/v1/login-requests': {
      service: 'verification',
      summary: 'Opens a login, within which the public list shows the person their own methods.',
      token: 'service',
      body: LoginRequestWire,
      examples: [
        {
          title: 'opened',
          by: { scopes: 'methods:read' },
          body: ({ tenant, subject }) => ({ tenant, subject }),
          status: 200,
        },
        {
          title: 'scope missing',
          by: { scopes: 'methods:write' },
          body: ({ tenant, subject }) => ({ tenant, subject }),
          status: 403,
        },
        {
          title: 'nobody',
          by: { scopes: 'methods:read' },
          body: ({ tenant }) => ({ tenant, subject: 'nobody' }),
          status: 404,
        },
      ],
    },
  },
};
