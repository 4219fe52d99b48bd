import { Allow } from 'class-validator';

import type { ChangePasswordCommand, SetPasswordCommand } from '#libs/credentials';
import type { Caller, Origin } from '#libs/identity';
import { Password } from '#libs/identity';
import { invalid, IsText, LONGEST_BODY, MayBeAbsent, strictBody } from '#libs/platform';
import { MAXIMUM_BYTES } from '#libs/password-policy';

export class ChangeWire {
  @MayBeAbsent() @IsText(LONGEST_BODY) sub?: string;
  @IsText(MAXIMUM_BYTES) old_password!: string;
  @IsText(LONGEST_BODY) new_password!: string;
  @IsText(LONGEST_BODY) confirm_password!: string;
}

export class SetWire {
  @MayBeAbsent() @IsText(LONGEST_BODY) sub?: string;
  @IsText(LONGEST_BODY) password!: string;
  @IsText(LONGEST_BODY) confirm_password!: string;
}

/** Clients name an identity beside their token; the token alone says whose password it is. */
export class CompanionChangeWire extends ChangeWire {
  @Allow() identityId?: unknown;
}

/** Clients of this interface write both; the answers are snake_case. */
const SPELLINGS = {
  oldPassword: 'old_password',
  newPassword: 'new_password',
  confirmPassword: 'confirm_password',
};

export function changeCommand(
  body: unknown,
  caller: Caller,
  origin: Origin,
  Wire: typeof ChangeWire = ChangeWire,
): ChangePasswordCommand {
  const wire = strictBody(Wire, body, SPELLINGS);
  return {
    caller,
    origin,
    ...(wire.sub === undefined ? {} : { claimedSubject: wire.sub }),
    currentPassword: new Password(wire.old_password),
    newPassword: confirmed(wire.new_password, wire.confirm_password, 'new_password'),
  };
}

/** The same on the companion route. */
export const companionChangeCommand = (
  body: unknown,
  caller: Caller,
  origin: Origin,
): ChangePasswordCommand => changeCommand(body, caller, origin, CompanionChangeWire);

export function setCommand(body: unknown, caller: Caller, origin: Origin): SetPasswordCommand {
  const wire = strictBody(SetWire, body, SPELLINGS);
  return {
    caller,
    origin,
    ...(wire.sub === undefined ? {} : { claimedSubject: wire.sub }),
    password: confirmed(wire.password, wire.confirm_password, 'password'),
  };
}

export function confirmed(text: string, again: string, field: string): Password {
  const password = new Password(text);
  if (password.equals(new Password(again))) return password;
  return invalid([{ field: 'confirm_password', problem: `must be the same as ${field}` }]);
}
