import { createHmac, timingSafeEqual } from 'node:crypto';

import type { ResetName } from '#libs/credentials';
import { ResetTokens } from '#libs/credentials';
import { isTenantId, Secret } from '#libs/identity';

import type { KeyRing } from './envelope/key-ring.js';
import type { RootKey } from './envelope/root-key.js';

/** A tenant of 64 characters, an id and a key id in base64url, a dot, and a MAC. */
const MOST_CHARACTERS = 400;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Tokens that are a name and its MAC (HMAC-SHA-256), so that one that is not ours never reaches the
 * database. An exchange is a MAC for another purpose: only who is given it has it.
 */
export class MacResetTokens extends ResetTokens {
  constructor(private readonly ring: KeyRing) {
    super();
  }

  override requestToken(name: ResetName): string {
    return requestTokenOf(this.ring.writer, name);
  }

  override open(requestToken: string): ResetName | undefined {
    if (requestToken.length > MOST_CHARACTERS) return undefined;
    const [keyId, tenant, id] = parsed(requestToken.split('.', 1)[0] ?? '');
    const key = typeof keyId === 'string' ? this.ring.find(keyId) : undefined;
    if (!key || typeof tenant !== 'string' || !isTenantId(tenant)) return undefined;
    if (typeof id !== 'string' || !UUID.test(id)) return undefined;
    const name = { tenant, id };
    return equal(requestTokenOf(key, name), requestToken) ? name : undefined;
  }

  override exchange(name: ResetName): Secret {
    return new Secret(exchangeOf(this.ring.writer, name));
  }

  override isExchange(name: ResetName, given: Secret): boolean {
    const text = given.reveal();
    const key = this.ring.find(text.split('.', 1)[0] ?? '');
    return key !== undefined && equal(exchangeOf(key, name), text);
  }
}

function requestTokenOf(key: RootKey, name: ResetName): string {
  const named = Buffer.from(JSON.stringify([key.id, name.tenant, name.id])).toString('base64url');
  return `${named}.${mac(key, 'reset-request', name)}`;
}

const exchangeOf = (key: RootKey, name: ResetName): string =>
  `${key.id}.${mac(key, 'reset-exchange', name)}`;

const mac = (key: RootKey, purpose: string, { tenant, id }: ResetName): string =>
  createHmac('sha256', key.keyFor(purpose, tenant)).update(id).digest('base64url');

function equal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Not ours, and therefore nothing, if it cannot be read. */
function parsed(named: string): readonly unknown[] {
  try {
    const list: unknown = JSON.parse(Buffer.from(named, 'base64url').toString());
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}
