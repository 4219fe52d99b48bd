import type { Origin, RequestRefusal } from '#libs/identity';
import { Secret } from '#libs/identity';

/** 22 characters of base64url hold 128 bits; whoever guesses a key learns what it answers. */
const KEY = /^[\x21-\x7e]{22,255}$/;

/** RFC 8941 §3.3.3. */
const QUOTED = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;

/** The key as its client chose it: the same one quoted and bare. Undefined: it cannot be used. */
export function readKey(header: Secret): Secret | undefined {
  const sent = header.reveal();
  const key = sent.startsWith('"') ? QUOTED.exec(sent)?.[1]?.replace(/\\(.)/g, '$1') : sent;
  return key !== undefined && KEY.test(key) ? new Secret(key) : undefined;
}

export type UnusableKey = Extract<RequestRefusal, { code: 'invalid_request' }>;

/** Why a request with a key is not carried out, although nobody has answered it yet. */
export type KeyRefusal =
  | UnusableKey
  | { readonly code: 'idempotency_key_reused' }
  | { readonly code: 'request_in_flight'; readonly retryAfterSeconds: number };

export const UNUSABLE_KEY: UnusableKey = {
  code: 'invalid_request',
  fields: [
    {
      field: 'Idempotency-Key',
      problem: 'must be 22 to 255 visible ASCII characters, bare or as a quoted string',
    },
  ],
};

/** A part of the request's shape, so judged before who sent it. */
export const unusableKey = ({ repeatable }: Origin): UnusableKey | undefined =>
  repeatable && !readKey(repeatable.key) ? UNUSABLE_KEY : undefined;
