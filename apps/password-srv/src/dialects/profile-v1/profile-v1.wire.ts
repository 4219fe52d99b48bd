import type { ChangePasswordCommand } from '#libs/credentials';
import type { Caller, Origin } from '#libs/identity';
import { Password } from '#libs/identity';
import { invalid, IsText, LONGEST_BODY, strictBody } from '#libs/platform';
import { MAXIMUM_BYTES } from '#libs/password-policy';

/** What this interface publishes for the new password: "≤ 128 characters · ≥ 8 characters". */
const SHORTEST = 8;
const LONGEST = 128;

export class ChangeWire {
  @IsText(MAXIMUM_BYTES) oldPassword!: string;
  @IsText(LONGEST_BODY) newPassword!: string;
}

export function changeCommand(
  body: unknown,
  caller: Caller,
  origin: Origin,
): ChangePasswordCommand {
  const wire = strictBody(ChangeWire, body);
  const newPassword = new Password(wire.newPassword);
  if (newPassword.codePoints < SHORTEST || newPassword.codePoints > LONGEST) {
    const problem = `must have ${String(SHORTEST)} to ${String(LONGEST)} characters`;
    return invalid([{ field: 'newPassword', problem }]);
  }
  return { caller, origin, currentPassword: new Password(wire.oldPassword), newPassword };
}
