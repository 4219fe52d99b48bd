import { IsString } from 'class-validator';

import type { ChangePasswordCommand } from '#libs/credentials';
import type { Caller, Origin } from '#libs/identity';
import { Password } from '#libs/identity';
import { invalid, MayBeAbsent, strictBody } from '#libs/platform';
import { MAXIMUM_BYTES } from '#libs/password-policy';

/** How this interface tells an empty field from a wrong one. */
export const REQUIRED = 'is required';

export class ChangeWire {
  @MayBeAbsent() @IsString() currentPassword?: string;
  @MayBeAbsent() @IsString() newPassword?: string;
}

/** An empty new password is one that does not meet the policy, which says what it asks. */
export function changeCommand(
  body: unknown,
  caller: Caller,
  origin: Origin,
): ChangePasswordCommand {
  const { currentPassword = '', newPassword = '' } = strictBody(ChangeWire, body);
  if (currentPassword === '') {
    return invalid([{ field: 'currentPassword', problem: REQUIRED }]);
  }
  if (Buffer.byteLength(currentPassword) > MAXIMUM_BYTES) {
    const problem = `must have at most ${String(MAXIMUM_BYTES)} bytes`;
    return invalid([{ field: 'currentPassword', problem }]);
  }
  return {
    caller,
    origin,
    currentPassword: new Password(currentPassword),
    newPassword: new Password(newPassword),
  };
}

/** Asking for the screen needs no body; an empty object is none. */
export function checkScreenBody(body: unknown = {}): void {
  const names = isObject(body) ? Object.keys(body) : ['body'];
  const problem = 'is not a field of this request';
  if (names.length > 0) invalid(names.map((field) => ({ field, problem })));
}

const isObject = (body: unknown): body is object =>
  typeof body === 'object' && body !== null && !Array.isArray(body);
