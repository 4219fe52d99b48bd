import { ALICE } from '../demo/people.js';
import type { Step } from './step.js';

const CONFIGURED = '/verification-srv/v2/setup/users/configured/list';
const SETTINGS = '/verification-srv/settings/multifactor';
const DEVICE = { deviceInfo: { deviceId: '', location: { lat: '', lon: '' } } };

const changed = (sub: string): string =>
  `{"success":true,"status":200,"data":{"sub":"${sub}","changed_at":"…","change_id":"…","sessions":"ended"}}`;

const switched = (active: boolean): string =>
  `{"methods":[{"type":"PASSWORD","active":${String(active)}},{"type":"EMAIL","active":true},…`;

const first = { password: 'MyTestPasswords$', confirmPassword: 'MyTestPasswords$' };

/** The round that a newcomer makes. In this order, and each once: most of them change something. */
export const STEPS: readonly Step[] = [
  {
    shows: 'which verification methods the tenant allows',
    as: 'alice',
    method: 'GET',
    path: '/verification-srv/config/list',
    status: 200,
    answer: '[{"verificationType":"PASSWORD","active":true},{"verificationType":"EMAIL",…',
  },
  {
    shows: 'which ones alice has configured',
    as: 'alice',
    method: 'POST',
    path: CONFIGURED,
    body: DEVICE,
    status: 200,
    answer:
      '{"success":true,"status":200,"data":{"configured_list":[{"type":"EMAIL","mediums":[{"id":"bb2d4a47-ed81-4d0f-9bde-f91414860674","key_name":"muster.*********test@g***l.com"}]},…',
  },
  {
    shows: 'alice changes her password; her other sessions end, this one stays',
    as: 'alice',
    method: 'PUT',
    path: '/password-srv/password',
    body: {
      sub: ALICE.sub,
      old_password: 'Test1234%',
      new_password: 'Test12345$',
      confirm_password: 'Test12345$',
    },
    status: 200,
    answer: changed(ALICE.sub),
  },
  {
    shows: 'bob signed up without a password and sets his first one',
    as: 'bob',
    method: 'POST',
    path: '/password-srv/password',
    body: first,
    status: 200,
    answer: changed('…'),
  },
  {
    shows: 'carol came through a social provider and does the same',
    as: 'carol',
    method: 'POST',
    path: '/password-srv/password',
    body: first,
    status: 200,
    answer: changed('…'),
  },
  {
    shows: "and at once it is in bob's list",
    as: 'bob',
    method: 'POST',
    path: CONFIGURED,
    body: DEVICE,
    status: 200,
    answer:
      '{"success":true,"status":200,"data":{"configured_list":[…{"type":"PASSWORD","mediums":[]}]}}',
  },
  {
    shows: 'the same change in the words of another published interface',
    as: 'frida',
    method: 'POST',
    path: '/v1/users/profile/change-password',
    body: { oldPassword: 'Initial-passphrase-1', newPassword: 'Quite-another-sentence-7' },
    status: 200,
    answer: '{"status":true,"data":{"passwordChanged":"OK"}}',
  },
  {
    shows: 'dora is an admin of tenant demo and reads its multifactor settings',
    as: 'dora',
    method: 'GET',
    path: SETTINGS,
    status: 200,
    answer: switched(true),
  },
  {
    shows: 'she switches PASSWORD off: changes are refused, the lists show it at once',
    as: 'dora',
    method: 'PUT',
    path: SETTINGS,
    body: { methods: [{ type: 'PASSWORD', active: false }] },
    ifMatch: true,
    status: 200,
    answer: switched(false),
  },
  {
    shows: 'and on again',
    as: 'dora',
    method: 'PUT',
    path: SETTINGS,
    body: { methods: [{ type: 'PASSWORD', active: true }] },
    ifMatch: true,
    status: 200,
    answer: switched(true),
  },
  {
    shows: 'every change was told to its owner by mail, within seconds',
    method: 'GET',
    path: '/mailbox.json',
    after: 5,
    status: 200,
    answer: '[{…"to":"…","subject":"…","text":"…',
  },
];

/** Whose tokens the steps need, in the order of their first appearance. */
export const TRAVELLERS: readonly string[] = [
  ...new Set(STEPS.flatMap(({ as }) => (as === undefined ? [] : [as]))),
];
