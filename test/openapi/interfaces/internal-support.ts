import { AssignPasswordWire } from '../../../apps/password-srv/src/internal/persons-password.wire.js';
import { ResetStepUpWire } from '../../../apps/password-srv/src/internal/reset-requests.wire.js';
import { ReasonWire } from '../../../apps/password-srv/src/internal/sessions.wire.js';
import { MediumWire } from '../../../apps/verification-srv/src/internal/mediums.wire.js';
import type { Person } from '../../support/house.js';
import { resetClient } from '../../support/reset-client.js';
import type { Interface } from '../description.js';
import { CURRENT, NEXT } from './passwords.js';

const of =
  (rest: string) =>
  ({ subject, tenant }: Person) =>
    `/internal/v1/subjects/${subject}${rest.replace('TENANT', tenant)}`;

const SCOPES = { scopes: 'password:read password:admin methods:write events:read' };
const MEDIUM = '/methods/EMAIL/mediums/7d7dc1f6-44a5-4a7c-9d5b-0c6f2f6b7c11';

/** The token of the reset that the example is about. */
let begun = '';

export const SUPPORT: Interface['routes'] = {
  'GET /internal/v1/subjects/:sub/password': {
    service: 'password',
    summary: 'What is no secret of a password: age, expiry, breach, scheme.',
    token: 'service',
    examples: [
      {
        title: 'configured',
        given: { password: CURRENT },
        by: SCOPES,
        path: of('/password?tenant=TENANT'),
        status: 200,
      },
      { title: 'none', by: SCOPES, path: of('/password?tenant=TENANT'), status: 200 },
    ],
  },
  'PUT /internal/v1/subjects/:sub/password': {
    service: 'password',
    summary:
      'Gives a person a password: temporary, so that it has to be changed at once, unless the program has `password:set-permanent`. The policy applies; every session ends.',
    token: 'service',
    body: AssignPasswordWire,
    examples: [
      {
        title: 'temporary',
        given: { password: CURRENT },
        by: SCOPES,
        path: of('/password'),
        body: ({ tenant }) => ({ tenant, password: NEXT }),
        status: 200,
      },
      {
        title: 'not admissible',
        by: SCOPES,
        path: of('/password'),
        body: ({ tenant }) => ({ tenant, password: 'password123' }),
        status: 422,
      },
      {
        title: 'to stay, without the scope for it',
        by: SCOPES,
        path: of('/password'),
        body: ({ tenant }) => ({ tenant, password: NEXT, temporary: false }),
        status: 403,
      },
    ],
  },
  'DELETE /internal/v1/subjects/:sub/password': {
    service: 'password',
    summary: 'Takes a password away, unless no first factor would be left.',
    token: 'service',
    examples: [
      {
        title: 'removed',
        given: { password: CURRENT, email: true },
        by: SCOPES,
        path: of('/password?tenant=TENANT'),
        status: 200,
      },
      {
        title: 'the last first factor',
        given: { password: CURRENT },
        by: SCOPES,
        path: of('/password?tenant=TENANT'),
        status: 409,
      },
    ],
  },
  'POST /internal/v1/subjects/:sub/unlock': {
    service: 'password',
    summary: 'Forgets failures of whatever class, and what they have closed.',
    token: 'service',
    body: ReasonWire,
    examples: [
      {
        title: 'nothing was locked',
        by: SCOPES,
        path: of('/unlock'),
        body: ({ tenant }) => ({ tenant, reason: 'requested_by_person' }),
        status: 200,
      },
      {
        title: 'nobody',
        by: SCOPES,
        path: () => '/internal/v1/subjects/nobody/unlock',
        body: ({ tenant }) => ({ tenant, reason: 'requested_by_person' }),
        status: 404,
      },
    ],
  },
  'GET /internal/v1/changes/:change_id': {
    service: 'password',
    summary: 'What became of a change, and of the notices about it.',
    token: 'service',
    examples: [
      {
        title: 'told',
        after: (house, { tenant, subject }) =>
          house.rows(
            `INSERT INTO journal.event (tenant, subject, subject_seq, type, data)
             VALUES ($1, $2, 1, 'password_changed', '{"change_id": "example"}')`,
            [tenant, subject],
          ),
        by: SCOPES,
        path: ({ tenant }) => `/internal/v1/changes/example?tenant=${tenant}`,
        status: 200,
      },
      {
        title: 'none',
        by: SCOPES,
        path: ({ tenant }) => `/internal/v1/changes/nothing?tenant=${tenant}`,
        status: 404,
      },
    ],
  },
  'PUT /internal/v1/subjects/:sub/methods/:type/mediums/:id': {
    service: 'verification',
    summary: 'Where a person is reached, or what they sign in with; `id` is a UUID of the caller.',
    token: 'service',
    body: MediumWire,
    examples: [
      {
        title: 'enrolled',
        by: SCOPES,
        path: of(MEDIUM),
        body: ({ tenant }) => ({ tenant, name: 'lina@example.org', verified: true }),
        status: 201,
      },
      {
        title: 'not an address',
        by: SCOPES,
        path: of(MEDIUM),
        body: ({ tenant }) => ({ tenant, name: 'lina' }),
        status: 400,
      },
    ],
  },
  'DELETE /internal/v1/subjects/:sub/methods/:type/mediums/:id': {
    service: 'verification',
    summary: 'Removes a medium, unless no first factor would be left.',
    token: 'service',
    examples: [{ title: 'none', by: SCOPES, path: of(`${MEDIUM}?tenant=TENANT`), status: 404 }],
  },
  'POST /internal/v1/reset-requests/step-up': {
    service: 'password',
    summary: 'Takes a factor that the service has seen in place of the second code of a reset.',
    token: 'service',
    body: ResetStepUpWire,
    examples: [
      {
        title: 'seen',
        given: { password: CURRENT, email: true, totp: true, secondFactor: 'required' },
        after: async (house, person) => {
          await house.serviceToken('password:step-up', person);
          const client = resetClient(house);
          begun = await client.begun(person);
          await client.validate(begun, client.code());
        },
        by: { scopes: 'password:step-up' },
        body: ({ tenant }) => ({ tenant, reset_request_id: begun, method: 'TOTP' }),
        status: 200,
      },
      {
        title: 'not a request of ours',
        by: { scopes: 'password:step-up' },
        body: ({ tenant }) => ({ tenant, reset_request_id: 'made-up', method: 'TOTP' }),
        status: 400,
      },
      {
        title: 'scope missing',
        by: { scopes: 'password:verify' },
        body: ({ tenant }) => ({ tenant, reset_request_id: 'made-up', method: 'TOTP' }),
        status: 403,
      },
    ],
  },
};
