/** Whose token a request bears: nobody's, the example's own (foreign, long expired), or a person's. */
export type By = 'nobody' | 'the token of the example' | 'alice' | 'bob' | 'carol' | 'erik';

export interface PublishedRequest {
  readonly name: string;
  readonly title: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Word for word as published. */
  readonly body?: string;
  /** Its ticket is exchanged for one that frida has just got for her password, on the same device. */
  readonly freshTicket?: true;
  /** What has to have happened before: a first password for carol. */
  readonly firstPasswordOfCarol?: string;
  readonly answers: readonly (readonly [By, number])[];
}

const JSON_BODY = { 'content-type': 'application/json' };
const ACCEPT = { accept: 'application/json, text/plain, */*', ...JSON_BODY };
const FOREIGN = 'the token of the example';

const ALICE = '4838dab3-6d88-4403-8dda-c1486754121a';

const NATIVE: readonly PublishedRequest[] = [
  {
    name: 'native',
    title: 'Step 2: present verification methods',
    method: 'GET',
    path: '/verification-srv/config/list',
    headers: { 'cache-control': 'no-cache', ...JSON_BODY },
    answers: [
      [FOREIGN, 401],
      ['alice', 200],
    ],
  },
  {
    name: 'native',
    title: 'Step 3: verify if password is already configured',
    method: 'POST',
    path: '/verification-srv/v2/setup/users/configured/list',
    headers: { ...ACCEPT, 'accept-language': 'en-US,en;q=0.9' },
    body: '{"deviceInfo":{"deviceId":"","location":{"lat":"","lon":""}}}',
    answers: [
      [FOREIGN, 401],
      ['alice', 200],
      ['bob', 200],
    ],
  },
  {
    name: 'native',
    title: 'Step 4: change the password',
    method: 'PUT',
    path: '/password-srv/password',
    headers: ACCEPT,
    body: `{
"sub": "${ALICE}",
"old_password":"Test1234%",
"new_password": "Test12345$",
"confirm_password": "Test12345$"
}`,
    answers: [
      [FOREIGN, 401],
      ['bob', 403],
      ['alice', 200],
    ],
  },
  {
    name: 'native',
    title: 'Step 4: set the password',
    method: 'POST',
    path: '/password-srv/password',
    headers: ACCEPT,
    body: `{
"sub": "${ALICE}",
"password": "MyTestPasswords$",
"confirmPassword": "MyTestPasswords$"
}`,
    answers: [
      [FOREIGN, 401],
      ['alice', 409],
      ['bob', 403],
    ],
  },
  {
    name: 'native',
    title: 'Step 4: set the password, without sub',
    method: 'POST',
    path: '/password-srv/password',
    headers: ACCEPT,
    body: `{
"password": "MyTestPasswords$",
"confirmPassword": "MyTestPasswords$"
}`,
    answers: [['bob', 200]],
  },
];

const PROFILE: readonly PublishedRequest[] = [
  {
    name: 'profile-v1',
    title: 'Update the requesting user’s account password',
    method: 'POST',
    path: '/v1/users/profile/change-password',
    headers: JSON_BODY,
    body: `{
    "oldPassword": "CurrentSecureP@ss123",
    "newPassword": "NewSecureP@ssw0rd!"
}`,
    answers: [
      ['nobody', 401],
      [FOREIGN, 401],
      ['carol', 404],
      ['alice', 400],
    ],
  },
  {
    name: 'profile-v1',
    title: 'The same, once the old password is the one in force',
    method: 'POST',
    path: '/v1/users/profile/change-password',
    headers: JSON_BODY,
    body: `{
    "oldPassword": "CurrentSecureP@ss123",
    "newPassword": "NewSecureP@ssw0rd!"
}`,
    firstPasswordOfCarol: 'CurrentSecureP@ss123',
    answers: [['carol', 200]],
  },
];

/** These two publish the names of their fields, and no values. */
const NAMED_FIELDS: readonly PublishedRequest[] = [
  {
    name: 'mobile-v2',
    title: 'Step 1: request for password change',
    method: 'PUT',
    path: '/v2/mobile/password/change',
    headers: JSON_BODY,
    body: '{"currentPassword":"Test12345$","newPassword":"Test1234%"}',
    answers: [
      ['nobody', 401],
      ['erik', 400],
      ['alice', 200],
    ],
  },
  {
    name: 'account-v3',
    title: 'Change Password',
    method: 'PUT',
    path: '/v3/account/password/change',
    answers: [
      ['nobody', 401],
      ['alice', 200],
    ],
  },
  {
    name: 'account-v3',
    title: 'Accept Change Password',
    method: 'POST',
    path: '/v3/account/password/change',
    headers: JSON_BODY,
    body: '{"currentPassword":"Test1234%","newPassword":"Test12345$"}',
    answers: [
      ['nobody', 401],
      ['erik', 422],
      ['alice', 200],
    ],
  },
];

/** As published: signed with a key that is nobody's here, and long expired. */
export const FOREIGN_TICKET =
  'eyJpZHYiOlsiTU9CSUxFfDc0MTE2MzkyMTMiXSwiZGV2IjoiMTIzNCIsIm9yZyI6IlNPTEFQSVBPQ05FVyIsImFsZyI6IkhTMjU2In0.eyJ1aWQiOiIxMzgiLCJpc3MiOiJDQVBJTExBUlkgVEVDSE5PTE9HSUVTIiwiaXNjIjoiZmFsc2UiLCJvZ2MiOlsiMTQxOHxpbXBvcnQuZGIuMSJdLCJleHAiOjE3MDkxMjU1NDgsImlhdCI6MTcwOTEyMTk0OCwicm9sIjoiTUZBX1BFTkRJTkcifQ.OecVhZmMyXXTkjQBURe3Wi9xruc6gJp2pnd1qv9RGAA';

const CHANGE = `{
					"deviceId":"1234",
					"password":"12345",
          "newPassword":"123456789",
          "confirmPassword":"123456789",
          "brand":"SOLAPIPOCNEW",
          "token":"${FOREIGN_TICKET}",
          "identifierType":"MOBILE",
          "identifierValue":"7411639213"
				}`;

const MFA: readonly PublishedRequest[] = [
  {
    name: 'mfa-v1',
    title: 'Change password',
    method: 'POST',
    path: '/auth/v1/password/change',
    headers: { 'Content-Type': 'application/json' },
    body: CHANGE,
    answers: [['nobody', 401]],
  },
  {
    name: 'mfa-v1',
    title: 'The same, with a ticket of this demo',
    method: 'POST',
    path: '/auth/v1/mfa/password/change',
    headers: { 'Content-Type': 'application/json' },
    body: CHANGE,
    freshTicket: true,
    answers: [['nobody', 422]],
  },
];

/** In this order: what one changes, the next one finds. */
export const PUBLISHED: readonly PublishedRequest[] = [
  ...NATIVE,
  ...PROFILE,
  ...NAMED_FIELDS,
  ...MFA,
];
