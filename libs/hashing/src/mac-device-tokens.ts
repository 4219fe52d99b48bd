import { createHmac, timingSafeEqual } from 'node:crypto';

import type { DeviceOwner, KnownDevice } from '#libs/credentials';
import { DeviceTokens } from '#libs/credentials';
import { Secret } from '#libs/identity';
import { randomBytes } from '#libs/platform';

import type { KeyRing } from './envelope/key-ring.js';
import type { RootKey } from './envelope/root-key.js';
import type { RandomBytes } from './random-bytes.js';

/** Nobody guesses another device's name. */
const NAME_BYTES = 16;

const DAY_SECONDS = 86_400;

/** A device in use gets another token once a day, not with every login. */
const AGEING_SECONDS = DAY_SECONDS;

/** `lkd1.<key id>.<device>.<end, Unix seconds>.<MAC>`: whose it is stands in the MAC alone. */
const SHAPE = /^lkd1\.([A-Za-z0-9_-]{1,32})\.([A-Za-z0-9_-]{22})\.(\d{1,12})\.([A-Za-z0-9_-]{43})$/;

/** HMAC-SHA-256 by the key ring. The token itself tells nothing of the person who signed in. */
export class MacDeviceTokens extends DeviceTokens {
  constructor(
    private readonly ring: KeyRing,
    private readonly now: () => Date,
    private readonly random: RandomBytes = randomBytes,
  ) {
    super();
  }

  override issue(owner: DeviceOwner, known?: KnownDevice): Secret {
    const device = known?.device ?? Buffer.from(this.random(NAME_BYTES)).toString('base64url');
    const ends = this.seconds() + DeviceTokens.DAYS * DAY_SECONDS;
    const { writer } = this.ring;
    const mac = macOf(writer, owner, device, ends);
    return new Secret(`lkd1.${writer.id}.${device}.${String(ends)}.${mac}`);
  }

  override read(owner: DeviceOwner, token: Secret): KnownDevice | undefined {
    const [, keyId = '', device = '', end, mac = ''] = SHAPE.exec(token.reveal()) ?? [];
    const key = this.ring.find(keyId);
    if (!key) return undefined;
    const ends = Number(end);
    const expected = macOf(key, owner, device, ends);
    // As texts: several spellings in base64url are the same bytes, and only one of them is ours.
    if (!timingSafeEqual(Buffer.from(mac), Buffer.from(expected))) return undefined;
    const left = ends - this.seconds();
    if (left <= 0) return undefined;
    return { device, ageing: left < DeviceTokens.DAYS * DAY_SECONDS - AGEING_SECONDS };
  }

  private seconds(): number {
    return Math.floor(this.now().getTime() / 1000);
  }
}

/** As a JSON list no two different owners read the same. */
const macOf = (key: RootKey, owner: DeviceOwner, device: string, ends: number): string =>
  createHmac('sha256', key.keyFor('device', owner.tenant))
    .update(JSON.stringify([owner.subject, owner.epoch, device, ends]))
    .digest('base64url');
