import { createHmac } from 'node:crypto';

import type { NamedIdentifier } from '#libs/credentials';
import { Shadows } from '#libs/credentials';
import type { SubjectId, TenantId } from '#libs/identity';
import { subjectId } from '#libs/identity';

import type { KeyRing } from './envelope/key-ring.js';

/** HMAC-SHA-256 by a key of the ring: the database alone cannot tell which identifiers were tried. */
export class MacShadows extends Shadows {
  constructor(private readonly ring: KeyRing) {
    super();
  }

  override of(tenant: TenantId, { type, lookup }: NamedIdentifier): SubjectId {
    const mac = createHmac('sha256', this.ring.writer.keyFor('shadow', tenant));
    return subjectId(mac.update(JSON.stringify([type, lookup])).digest('base64url'));
  }
}
