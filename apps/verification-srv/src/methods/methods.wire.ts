import { Allow } from 'class-validator';

import { invalid, strictBody } from '#libs/platform';
import type { ConfiguredMethod } from '#libs/verification';

export class ConfiguredListWire {
  /** Free-form: clients send what they know of their device, and nothing here depends on it. */
  @Allow() deviceInfo?: unknown;
}

/** The body is optional; if there is one, it must be this one. */
export function checkConfiguredListBody(body: unknown): void {
  if (body === undefined) return;
  const { deviceInfo } = strictBody(ConfiguredListWire, body);
  const freeForm = typeof deviceInfo === 'object' && deviceInfo !== null;
  if (deviceInfo !== undefined && !freeForm) {
    invalid([{ field: 'deviceInfo', problem: 'must be an object' }]);
  }
}

export const configuredWire = ({ type, mediums }: ConfiguredMethod) => ({
  type,
  mediums: mediums.map(({ id, keyName }) => ({ id, key_name: keyName })),
});
