import type { Answer } from '../contract/tongue.js';
import type { House } from './house.js';
import type { Person } from './person.js';

export const NEW = 'a brand new passphrase 1';

/** Whatever a reset is told, in the envelope of the published interface. */
export interface Told {
  readonly data?: {
    readonly reset_initiated?: boolean;
    readonly rprq?: string;
    readonly exchangeId?: string;
    readonly resetRequestId?: string;
    readonly next?: string;
    readonly reseted?: boolean;
  };
  readonly error?: { readonly error: string; readonly violations?: readonly object[] };
}

export const told = ({ body }: Answer): Told => body as Told;

/** The steps of a reset as a program takes them. */
export function resetClient(house: House) {
  const post = (step: string, body: object): Promise<Answer> =>
    house.ask(house.passwordUrl, {
      method: 'POST',
      path: `/users-srv/resetpassword/${step}`,
      body: { ...body },
    });
  const client = {
    post,
    initiate: (person: Pick<Person, 'tenant' | 'subject'>, how: object = {}) =>
      post('initiate', {
        tenant: person.tenant,
        sub: person.subject,
        resetMedium: 'EMAIL',
        processingType: 'CODE',
        ...how,
      }),
    validate: (resetRequestId: string, code: string) =>
      post('validatecode', { resetRequestId, code }),
    accept: (resetRequestId: string, exchangeId: string, password = NEW) =>
      post('accept', { resetRequestId, exchangeId, password, confirmPassword: password }),
    /** Initiates and has the message sent: the request's token. */
    async begun(person: Person, how: object = {}): Promise<string> {
      const answer = await client.initiate(person, how);
      await house.resets.send();
      return told(answer).data?.rprq ?? '';
    },
    /** The newest code, by mail or by telephone. */
    code: (by: 'mails' | 'texts' = 'mails') =>
      /\b\d{8}\b/.exec(house.resets[by].at(-1)?.text ?? '')?.[0] ?? 'none',
    /** The newest link's own secret. */
    link: () => /code=([\w-]{43})/.exec(house.resets.mails.at(-1)?.text ?? '')?.[1] ?? 'none',
    /** As far as a new password: token and exchange. */
    async proven(person: Person, how: object = {}): Promise<readonly [string, string]> {
      const request = await client.begun(person, how);
      const answer = await client.validate(request, client.code());
      return [request, told(answer).data?.exchangeId ?? ''];
    },
  };
  return client;
}

/** A code that is not the one that was sent. */
export const anotherThan = (code: string): string =>
  code === '12345678' ? '87654321' : '12345678';
