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
    shows: {
      en: 'which verification methods the tenant allows',
      de: 'welche Verfahren der Mandant erlaubt',
    },
    as: 'alice',
    method: 'GET',
    path: '/verification-srv/config/list',
    status: 200,
    answer: '[{"verificationType":"PASSWORD","active":true},{"verificationType":"EMAIL",…',
  },
  {
    shows: { en: 'which ones alice has configured', de: 'welche Alice eingerichtet hat' },
    as: 'alice',
    method: 'POST',
    path: CONFIGURED,
    body: DEVICE,
    status: 200,
    answer:
      '{"success":true,"status":200,"data":{"configured_list":[{"type":"EMAIL","mediums":[{"id":"bb2d4a47-ed81-4d0f-9bde-f91414860674","key_name":"muster.*********test@g***l.com"}]},…',
  },
  {
    shows: {
      en: 'alice changes her password; her other sessions end, this one stays',
      de: 'Alice ändert ihr Passwort; ihre anderen Sitzungen enden, diese bleibt',
    },
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
    shows: {
      en: 'bob signed up without a password and sets his first one',
      de: 'Bob hat sich ohne Passwort angemeldet und legt sein erstes fest',
    },
    as: 'bob',
    method: 'POST',
    path: '/password-srv/password',
    body: first,
    status: 200,
    answer: changed('…'),
  },
  {
    shows: {
      en: 'carol came through a social provider and does the same',
      de: 'Carol kam über einen sozialen Anbieter und tut dasselbe',
    },
    as: 'carol',
    method: 'POST',
    path: '/password-srv/password',
    body: first,
    status: 200,
    answer: changed('…'),
  },
  {
    shows: { en: "and at once it is in bob's list", de: 'und sofort steht es in Bobs Liste' },
    as: 'bob',
    method: 'POST',
    path: CONFIGURED,
    body: DEVICE,
    status: 200,
    answer:
      '{"success":true,"status":200,"data":{"configured_list":[…{"type":"PASSWORD","mediums":[]}]}}',
  },
  {
    shows: {
      en: 'the same change in the words of another published interface',
      de: 'dieselbe Änderung in den Worten einer anderen Schnittstelle',
    },
    as: 'frida',
    method: 'POST',
    path: '/v1/users/profile/change-password',
    body: { oldPassword: 'Initial-passphrase-1', newPassword: 'Quite-another-sentence-7' },
    status: 200,
    answer: '{"status":true,"data":{"passwordChanged":"OK"}}',
  },
  {
    shows: {
      en: 'dora is an admin of tenant demo and reads its multifactor settings',
      de: 'Dora verwaltet den Mandanten demo und liest seine Einstellungen',
    },
    as: 'dora',
    method: 'GET',
    path: SETTINGS,
    status: 200,
    answer: switched(true),
  },
  {
    shows: {
      en: 'she switches PASSWORD off: changes are refused, the lists show it at once',
      de: 'sie schaltet PASSWORD aus: Änderungen werden abgelehnt, die Listen zeigen es sofort',
    },
    as: 'dora',
    method: 'PUT',
    path: SETTINGS,
    body: { methods: [{ type: 'PASSWORD', active: false }] },
    ifMatch: true,
    status: 200,
    answer: switched(false),
  },
  {
    shows: { en: 'and on again', de: 'und wieder ein' },
    as: 'dora',
    method: 'PUT',
    path: SETTINGS,
    body: { methods: [{ type: 'PASSWORD', active: true }] },
    ifMatch: true,
    status: 200,
    answer: switched(true),
  },
  {
    shows: {
      en: 'every change was told to its owner by mail, within seconds',
      de: 'von jeder Änderung erfuhren ihre Besitzer per Mail, in Sekunden',
    },
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
