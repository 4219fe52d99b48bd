import type { VerificationType } from '#libs/identity';
import { isVerificationType } from '#libs/identity';

/** A tenant's switches as one text, because an array costs every request more to read. */
export const SWITCHED_ON_COLUMN = `array_to_string(t.methods, ',') AS methods`;

/** Tenants differ in few ways: hardly a combination is met that was not met before. */
const MOST_REMEMBERED = 1000;
const remembered = new Map<string, ReadonlySet<VerificationType>>();

export function switchedOnOf(methods: string): ReadonlySet<VerificationType> {
  let switchedOn = remembered.get(methods);
  if (!switchedOn) {
    switchedOn = new Set(methods.split(',').filter(isVerificationType));
    if (remembered.size < MOST_REMEMBERED) remembered.set(methods, switchedOn);
  }
  return switchedOn;
}
