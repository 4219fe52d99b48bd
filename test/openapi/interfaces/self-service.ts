import { EvaluateWire } from '../../../apps/password-srv/src/self-service/policy.wire.js';
import { RemovePasswordWire } from '../../../apps/password-srv/src/self-service/own-password.wire.js';
import { QuarantineWire } from '../../../apps/password-srv/src/self-service/quarantine.wire.js';
import type { House, Person } from '../../support/house.js';
import type { Interface } from '../description.js';
import { CURRENT } from './passwords.js';

const quarantined = (house: House, { tenant, subject }: Person): Promise<unknown> =>
  house.rows(
    `UPDATE credentials.password SET quarantined_at = clock_timestamp()
     WHERE tenant = $1 AND subject = $2`,
    [tenant, subject],
  );

export const selfService: Interface = {
  name: 'self-service',
  title: 'self-service',
  description: 'What a page shows before anybody types. Refusals are problem details (RFC 9457).',
  notes: [
    "An unknown tenant has the platform's policy, so nothing tells whether it exists.",
    'Where `action` is `none`, `reason` says why, in the word that an attempt would be refused with: `password_not_enabled`, `managed_identity`, `quarantined` or `contact_not_verified`.',
    '`reasons` say why a change is due, the gravest first: `compromised`, `breached`, `temporary`, `requested_by_admin`, `requested_by_service`, `policy_tightened`, `expired`.',
    'What only a change can judge (same as current, similar, history) is listed under `unknown`.',
  ],
  routes: {
    'GET /password-srv/policy': {
      service: 'password',
      summary: "A tenant's rules, with a token the person's own; conditional by ETag.",
      token: 'none',
      examples: [
        {
          title: 'of a tenant',
          path: ({ tenant }) => `/password-srv/policy?tenant=${tenant}`,
          status: 200,
        },
        {
          title: 'in German',
          given: { preset: 'legacy' },
          path: ({ tenant }) => `/password-srv/policy?tenant=${tenant}`,
          headers: { 'accept-language': 'de' },
          status: 200,
        },
      ],
    },
    'POST /password-srv/policy/evaluate': {
      service: 'password',
      summary: 'What the rules say of a password; nothing of any credential.',
      token: 'person',
      body: EvaluateWire,
      examples: [
        { title: 'not admissible', body: { password: 'password123' }, status: 200 },
        { title: 'no token', by: 'nobody', body: { password: 'password123' }, status: 401 },
      ],
    },
    'DELETE /password-srv/password': {
      service: 'password',
      summary:
        'Takes the own password away, unless no first factor would be left. Answers in the native envelope of the path; refusals carry the members of a problem besides.',
      token: 'person',
      body: RemovePasswordWire,
      examples: [
        {
          title: 'removed',
          given: { password: CURRENT, email: true },
          body: { old_password: CURRENT },
          status: 200,
        },
        {
          title: 'the last first factor',
          given: { password: CURRENT },
          body: { old_password: CURRENT },
          status: 409,
        },
      ],
    },
    'POST /password-srv/quarantine': {
      service: 'password',
      summary:
        'What becomes of what was there before the person was proven: kept or discarded. Needs a login of at most 10 minutes.',
      token: 'person',
      body: QuarantineWire,
      examples: [
        {
          title: 'discarded',
          given: { password: CURRENT },
          after: quarantined,
          body: { decision: 'discard' },
          status: 200,
        },
        { title: 'nothing is held back', body: { decision: 'keep' }, status: 409 },
      ],
    },
    'GET /password-srv/requirements': {
      service: 'password',
      summary: 'What there is to do about the password, and what has to be proven.',
      token: 'person',
      examples: [
        { title: 'a change', given: { password: CURRENT }, status: 200 },
        {
          title: 'nothing: the identity is managed elsewhere',
          given: { password: CURRENT, managedBy: 'corp-sso' },
          status: 200,
        },
        { title: 'no token', by: 'nobody', status: 401 },
      ],
    },
  },
};
