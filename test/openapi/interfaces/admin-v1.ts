import { BreachSettingsWire } from '../../../apps/password-srv/src/admin/breach.wire.js';
import { ClientsWire } from '../../../apps/password-srv/src/admin/clients.wire.js';
import { DenyListWire } from '../../../apps/password-srv/src/admin/deny-list.wire.js';
import { ExemptionWire } from '../../../apps/password-srv/src/admin/exemptions.wire.js';
import { SettingsWire } from '../../../apps/verification-srv/src/settings/settings.wire.js';
import type { House, Person } from '../../support/house.js';
import { askRules } from '../../support/policies.js';
import type { DescribedRoute, Interface } from '../description.js';

const given = { admin: true } as const;

const read = (
  summary: string,
  service: DescribedRoute['service'] = 'password',
): DescribedRoute => ({
  service,
  summary,
  token: 'admin',
  examples: [
    { title: 'read', given, status: 200 },
    { title: 'not an admin', status: 403 },
  ],
});

const write = (
  summary: string,
  body: object,
  wire?: new () => object,
  service: DescribedRoute['service'] = 'password',
): DescribedRoute => ({
  service,
  summary,
  token: 'admin',
  ...(wire && { body: wire }),
  examples: [
    { title: 'written', given, body, afterReading: true, status: 200 },
    {
      title: 'somebody else changed it',
      given,
      body,
      headers: { 'if-match': '"77"' },
      status: 412,
    },
    { title: 'If-Match missing', given, body, status: 428 },
  ],
});

const saved = (house: House, admin: Person): Promise<unknown> =>
  askRules(house, admin, { minimum: 20 });

const STRICTER = { format: 1, preset: 'nist-800-63b-4', rules: { minimum: 20 } };

export const adminV1: Interface = {
  name: 'admin-v1',
  title: 'admin-v1',
  description:
    'Settings of a tenant, for its admins. Writes need If-Match and a login of at most 5 minutes; refusals are problem details (RFC 9457).',
  notes: [
    'The right is a row of ours; the token needs the scope `tenant:admin` as well.',
    'Documents may have up to 1 MiB.',
  ],
  routes: {
    'GET /verification-srv/settings/multifactor': read(
      'Methods and the second factor.',
      'verification',
    ),
    'PUT /verification-srv/settings/multifactor': write(
      'Switches methods on and off; the last first factor stays.',
      { methods: [{ type: 'PUSH', active: true }] },
      SettingsWire,
      'verification',
    ),
    'GET /password-srv/settings/policy': read('The policy of the tenant, or of ?group=.'),
    'PUT /password-srv/settings/policy': write(
      'Replaces it; contradictions are refused.',
      STRICTER,
    ),
    'GET /password-srv/settings/policy/explain': read('Every rule, and who imposed it.'),
    'GET /password-srv/settings/policy/compliance': read('What contradicts which standard.'),
    'GET /password-srv/settings/policy/shadow': read('The policy on trial and its forecast.'),
    'PUT /password-srv/settings/policy/shadow': write('Puts a policy on trial.', STRICTER),
    'DELETE /password-srv/settings/policy/shadow': {
      service: 'password',
      summary: 'Withdraws the policy on trial.',
      token: 'admin',
      examples: [{ title: 'not an admin', status: 403 }],
    },
    'GET /password-srv/settings/deny-list': read('The words that no password may be made of.'),
    'PUT /password-srv/settings/deny-list': write(
      'Replaces them.',
      { words: ['wasserturm'] },
      DenyListWire,
    ),
    'GET /password-srv/settings/exemptions': read('Who is exempt from ages, by whom, until when.'),
    'POST /password-srv/settings/exemptions': {
      service: 'password',
      summary: 'Exempts one person from a rule about ages, until a day.',
      token: 'admin',
      body: ExemptionWire,
      examples: [
        {
          title: 'not an admin',
          body: {
            subject: 'somebody',
            rule: 'maximum_age',
            owner: 'security team',
            reason: 'an appliance that cannot follow',
            until: '2026-12-31T00:00:00Z',
          },
          status: 403,
        },
      ],
    },
    'DELETE /password-srv/settings/exemptions': {
      service: 'password',
      summary: 'Ends an exemption, named by ?subject= and ?rule=.',
      token: 'admin',
      examples: [
        {
          title: 'not an admin',
          path: () => '/password-srv/settings/exemptions?subject=somebody&rule=maximum_age',
          status: 403,
        },
      ],
    },
    'GET /password-srv/settings/clients': read('Registered origins, pages, and the mfa-v1 switch.'),
    'PUT /password-srv/settings/clients': write(
      'Replaces them.',
      {
        origins: ['https://app.example'],
        pages: { reset: 'https://app.example/reset' },
        mfa_v1: false,
      },
      ClientsWire,
    ),
    'GET /password-srv/audit': {
      service: 'password',
      summary:
        'What happened, the newest first: ?from=, ?to=, ?subject=, ?type=, ?limit=, ?after=, ?format=csv.',
      token: 'admin',
      examples: [
        { title: 'read', given, after: saved, status: 200 },
        {
          title: 'as a file',
          given,
          after: saved,
          path: () => '/password-srv/audit?format=csv',
          status: 200,
        },
        { title: 'not an admin', status: 403 },
        { title: 'no such time', given, path: () => '/password-srv/audit?from=today', status: 400 },
      ],
    },
    'GET /password-srv/settings/breach': read('Sources of breached passwords, and coverage.'),
    'PUT /password-srv/settings/breach': write(
      'Names the tenant’s own range server, or none.',
      { range_server: { url: 'https://ranges.example.com/range/', sparse: false } },
      BreachSettingsWire,
    ),
  },
};
