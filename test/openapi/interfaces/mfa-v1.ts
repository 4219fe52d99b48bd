import {
  ChangeWire,
  ValidateWire,
} from '../../../apps/password-srv/src/dialects/mfa-v1/mfa-v1.wire.js';
import { named } from '../../contract/ticketed.js';
import type { Person } from '../../support/house.js';
import type { DescribedRoute, Interface } from '../description.js';
import { CURRENT, NEXT } from './passwords.js';

const given = { password: CURRENT };

const validate = (more: object) => (person: Person) => ({
  ...named(person),
  password: CURRENT,
  ...more,
});

const change = (more: object) =>
  validate({ newPassword: NEXT, confirmPassword: NEXT, token: 'a.forged.ticket', ...more });

const validates: DescribedRoute = {
  service: 'password',
  summary: 'Proves the current password; the ticket in `token` lets one change follow.',
  token: 'none',
  body: ValidateWire,
  examples: [
    { title: 'SUCCESS', given, body: validate({}), status: 200 },
    { title: 'wrong password', given, body: validate({ password: 'a guess' }), status: 400 },
    {
      title: 'unknown identifier',
      given,
      body: validate({ identifierValue: 'nobody' }),
      status: 400,
    },
  ],
};

const changes: DescribedRoute = {
  service: 'password',
  summary: 'Changes the password, with the ticket and the current password once more.',
  token: 'none',
  body: ChangeWire,
  examples: [
    { title: 'forged ticket', given, body: change({}), status: 401 },
    {
      title: 'confirmation differs',
      given,
      body: change({ confirmPassword: 'another one' }),
      status: 400,
    },
  ],
};

export const mfaV1: Interface = {
  name: 'mfa-v1',
  title: 'mfa-v1',
  description:
    'A password is validated, then changed, without a session. A tenant switches this interface on; `brand` is the tenant.',
  notes: [
    'Off until a tenant switches it on in its client settings: 403.',
    'The ticket lives 5 minutes, not an hour, and dies with the first change of the password.',
    'It proves only the password. Where the tenant requires a second factor, a change is 403 until a login service that has seen one raises the ticket (`POST /internal/v1/change-tickets/step-up`).',
    'An unknown identifier and a wrong password are told the same way, after the same work.',
  ],
  routes: {
    'POST /auth/v1/mfa/password/validate': validates,
    'POST /auth/v1/password/validate': validates,
    'POST /auth/v1/mfa/password/change': changes,
    'POST /auth/v1/password/change': changes,
  },
};
