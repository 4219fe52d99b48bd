import type { IdentifierType } from '#libs/identity';

import type { DemoPerson } from './people.js';
import { ALICE, BOB, CAROL, DORA, ERIK, FRIDA } from './people.js';

/** What a demo person has: where they are reached, how they are found, and a password or none. */
export interface Belongings {
  readonly person: DemoPerson;
  /** In the order of their enrolment. Each contact is also a login identifier. */
  readonly mediums: readonly {
    readonly type: 'EMAIL' | 'SMS' | 'TOTP';
    readonly id: string;
    readonly name: string;
  }[];
  readonly identifiers?: readonly { readonly type: IdentifierType; readonly value: string }[];
  readonly links?: readonly { readonly iss: string; readonly sub: string }[];
  readonly password?: string;
  /** That password as other software has hashed it; imported instead of set. */
  readonly hash?: string;
  readonly admin?: true;
}

const email = (id: string, name: string) => ({ type: 'EMAIL', id, name }) as const;
const sms = (id: string, name: string) => ({ type: 'SMS', id, name }) as const;

/** Mail addresses of example.com and telephone numbers kept free for stories: nobody's. */
export const BELONGINGS: readonly Belongings[] = [
  {
    person: ALICE,
    mediums: [
      email('bb2d4a47-ed81-4d0f-9bde-f91414860674', 'muster.mannheim1test@gmail.com'),
      sms('a11ce5a5-0d6b-4c0e-8f65-2f0c6b9d1a01', '+4917604069001'),
    ],
    password: 'Test1234%',
  },
  {
    person: BOB,
    mediums: [
      email('b0b0e4a1-3c5d-4e7f-9a1b-6d8c2f4e0b02', 'bob@example.com'),
      { type: 'TOTP', id: 'b0b70795-71c2-4d3e-8f4a-5b6c7d8e9f02', name: 'Authenticator app' },
    ],
  },
  {
    person: CAROL,
    mediums: [
      email('ca201e4a-1b2c-4d3e-9f4a-5b6c7d8e9f03', 'carol@example.com'),
      sms('ca2015a5-9f8e-4d7c-8b6a-5f4e3d2c1b03', '+4917604069003'),
    ],
    links: [{ iss: 'https://social.example.com', sub: 'carol-1029384756' }],
  },
  {
    person: DORA,
    mediums: [
      email('d02ae4a1-5e6f-4a7b-8c9d-0e1f2a3b4c04', 'dora@example.com'),
      sms('d02a5a5b-4c3d-4e2f-9a1b-0c9d8e7f6a04', '+4917604069004'),
    ],
    password: 'Quiet-harbour-58',
    admin: true,
  },
  {
    person: ERIK,
    mediums: [email('e21ce4a1-7a8b-4c9d-8e0f-1a2b3c4d5e05', 'erik@example.com')],
    password: 'Imported-2019!',
    hash: '$2b$10$kS2cJtamJqhMm07NpD3F6OYT08eLBvtZiaqXu980WhEN2QiLv8KzG',
  },
  {
    person: FRIDA,
    mediums: [
      email('f21dae4a-8b9c-4d0e-9f1a-2b3c4d5e6f06', 'frida@example.com'),
      sms('f21da5a5-1a0f-4e9d-8c7b-6a5f4e3d2c06', '+917411639213'),
    ],
    identifiers: [
      { type: 'USERNAME', value: 'frida' },
      { type: 'EXTERNALID', value: 'CRM-000106' },
    ],
    password: 'Initial-passphrase-1',
  },
];
