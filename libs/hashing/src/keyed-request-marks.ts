import { createHmac, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import type { RepeatableRequest, RequestMark } from '#libs/credentials';
import { RequestMarks } from '#libs/credentials';
import type { Secret } from '#libs/identity';

import type { KeyRing } from './envelope/key-ring.js';
import type { RootKey } from './envelope/root-key.js';

/** HMAC-SHA-256 by keys of the ring, so that the database alone cannot tell what was asked. */
export class KeyedRequestMarks extends RequestMarks {
  constructor(private readonly ring: KeyRing) {
    super();
  }

  of(request: RepeatableRequest, key: Secret): readonly [RequestMark, ...RequestMark[]] {
    const { writer, readers } = this.ring;
    const mark = (root: RootKey): RequestMark => markOf(root, request, key);
    return [mark(writer), ...readers.map(mark)];
  }

  equal(fingerprint: string, other: string): boolean {
    const [one, two] = [Buffer.from(fingerprint), Buffer.from(other)];
    return one.length === two.length && timingSafeEqual(one, two);
  }
}

function markOf(root: RootKey, request: RepeatableRequest, key: Secret): RequestMark {
  const { tenant, subject, operation, proof, body } = request;
  const scoped = [tenant, subject, operation, proof ?? null, key.reveal()];
  const own = root.keyFor('idempotency', tenant);
  const bodyKey = mac(own, ['fingerprint', ...scoped]);
  const said = body.map((part) => (typeof part === 'object' ? part.reveal() : (part ?? null)));
  return {
    lookup: mac(own, ['lookup', ...scoped]).toString('base64url'),
    fingerprint: mac(bodyKey, said).toString('base64url'),
  };
}

/** As a JSON list no two different lists read the same, whatever their texts contain. */
const mac = (key: KeyObject | Buffer, said: readonly (string | null)[]): Buffer =>
  createHmac('sha256', key).update(JSON.stringify(said)).digest();
