import type { ChangePasswordCommand } from '#libs/credentials';
import type { Caller, Origin } from '#libs/identity';
import { Password } from '#libs/identity';
import { IsText, LONGEST_BODY, strictBody } from '#libs/platform';
import { MAXIMUM_BYTES } from '#libs/password-policy';

export class ChangeWire {
  @IsText(MAXIMUM_BYTES) currentPassword!: string;
  @IsText(LONGEST_BODY) newPassword!: string;
}

export function changeCommand(
  body: unknown,
  caller: Caller,
  origin: Origin,
): ChangePasswordCommand {
  const { currentPassword, newPassword } = strictBody(ChangeWire, body);
  return {
    caller,
    origin,
    currentPassword: new Password(currentPassword),
    newPassword: new Password(newPassword),
  };
}
