import { ReasonWire } from '../../../apps/password-srv/src/internal/sessions.wire.js';
import { SubjectWire } from '../../../apps/password-srv/src/internal/subjects.wire.js';
import type { Person } from '../../support/house.js';
import type { Interface } from '../description.js';

const of =
  (rest = '') =>
  ({ subject, tenant }: Person) =>
    `/internal/v1/subjects/${subject}${rest.replace('TENANT', tenant)}`;

const SCOPES = { scopes: 'subjects:write subjects:read sessions:read password:admin' };

/** Of a mail address that is nobody else's. */
const LINA = {
  identifiers: [{ type: 'EMAIL', value: 'lina@example.org', verified: true }],
  links: [{ iss: 'https://social.example', sub: 'lina-1' }],
  names: { given: 'Lina' },
  groups: ['operators'],
  version: 7,
};

export const SUBJECTS: Interface['routes'] = {
  'PUT /internal/v1/subjects/:sub': {
    service: 'password',
    summary:
      'One person as the directory tells them, whole: what is not named is gone. Identifiers and links belong to one person each. A change of the status ends every session.',
    token: 'service',
    body: SubjectWire,
    examples: [
      {
        title: 'registered',
        by: SCOPES,
        path: ({ subject }) => `/internal/v1/subjects/new-${subject}`,
        body: ({ tenant }) => ({ tenant, ...LINA }),
        status: 201,
      },
      {
        title: 'written anew',
        by: SCOPES,
        path: of(),
        body: ({ tenant }) => ({ tenant, identifiers: [], status: 'disabled' }),
        status: 200,
      },
      {
        title: "somebody else's",
        given: {
          identifiers: [{ type: 'EMAIL', value: 'x@example.org', lookup: 'x@example.org' }],
        },
        by: SCOPES,
        path: ({ subject }) => `/internal/v1/subjects/new-${subject}`,
        body: ({ tenant }) => ({
          tenant,
          identifiers: [{ type: 'EMAIL', value: 'X@Example.org' }],
        }),
        status: 409,
      },
    ],
  },
  'DELETE /internal/v1/subjects/:sub': {
    service: 'password',
    summary:
      'Erases a person: credentials, history, attempts, proofs, mediums, answers, contacts. Events stay, of an opaque id and without addresses.',
    token: 'service',
    examples: [
      { title: 'erased', by: SCOPES, path: of('?tenant=TENANT'), status: 204 },
      {
        title: 'nobody',
        by: SCOPES,
        path: ({ tenant }) => `/internal/v1/subjects/nobody?tenant=${tenant}`,
        status: 404,
      },
    ],
  },
  'GET /internal/v1/subjects/:sub/export': {
    service: 'password',
    summary: 'Everything that is known of a person, but for what proves anything.',
    token: 'service',
    examples: [
      {
        title: 'told',
        given: { email: 'lina@example.org', groups: ['operators'] },
        by: SCOPES,
        path: of('/export?tenant=TENANT'),
        status: 200,
      },
      {
        title: 'scope missing',
        by: { scopes: 'password:read' },
        path: of('/export?tenant=TENANT'),
        status: 403,
      },
    ],
  },
  'GET /internal/v1/subjects/:sub/sessions/cutoff': {
    service: 'password',
    summary:
      'Where sessions were cut off; with ?after= and ?wait= (0 to 30 s) as soon as there is a newer version.',
    token: 'service',
    examples: [
      { title: 'never', by: SCOPES, path: of('/sessions/cutoff?tenant=TENANT'), status: 200 },
      {
        title: 'waits too long',
        by: SCOPES,
        path: of('/sessions/cutoff?tenant=TENANT&after=0&wait=31'),
        status: 400,
      },
    ],
  },
  'POST /internal/v1/subjects/:sub/sign-out-everywhere': {
    service: 'password',
    summary: 'Ends every session of a person, and what was begun in them.',
    token: 'service',
    body: ReasonWire,
    examples: [
      {
        title: 'ended',
        by: SCOPES,
        path: of('/sign-out-everywhere'),
        body: ({ tenant }) => ({ tenant, reason: 'requested_by_person' }),
        status: 200,
      },
      {
        title: 'nobody',
        by: SCOPES,
        path: () => '/internal/v1/subjects/nobody/sign-out-everywhere',
        body: ({ tenant }) => ({ tenant, reason: 'compromised' }),
        status: 404,
      },
    ],
  },
};
