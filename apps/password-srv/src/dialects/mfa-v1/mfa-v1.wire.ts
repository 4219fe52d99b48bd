import { IsIn } from 'class-validator';

import type {
  ChangeByTicketCommand,
  ClaimedIdentifier,
  ValidatePasswordCommand,
} from '#libs/credentials';
import type { IdentifierType, Origin } from '#libs/identity';
import { IDENTIFIER_TYPES, Password, Secret } from '#libs/identity';
import {
  invalid,
  IsText,
  LONGEST_BODY,
  MayBeAbsent,
  RefusalException,
  strictBody,
} from '#libs/platform';
import { MAXIMUM_BYTES } from '#libs/password-policy';

/** Bytes. Names of devices, brands and people; none is longer in the field. */
const LONGEST_NAME = 1024;

export class ValidateWire {
  @IsText(LONGEST_NAME) deviceId!: string;
  @IsText(MAXIMUM_BYTES) password!: string;
  @IsText(LONGEST_NAME) brand!: string;
  @IsIn(IDENTIFIER_TYPES) identifierType!: IdentifierType;
  @IsText(LONGEST_NAME) identifierValue!: string;
}

export class ChangeWire extends ValidateWire {
  @IsText(LONGEST_BODY) newPassword!: string;
  @IsText(LONGEST_BODY) confirmPassword!: string;
  /** Mandatory as well; but who brings none is told as with a bad one. */
  @MayBeAbsent() @IsText(LONGEST_BODY) token?: string;
}

export function validateCommand(body: unknown, origin: Origin): ValidatePasswordCommand {
  const wire = strictBody(ValidateWire, body);
  return { ...claimOf(wire), password: new Password(wire.password), origin };
}

export function changeCommand(body: unknown, origin: Origin): ChangeByTicketCommand {
  const wire = strictBody(ChangeWire, body);
  const newPassword = new Password(wire.newPassword);
  if (!newPassword.equals(new Password(wire.confirmPassword))) {
    return invalid([{ field: 'confirmPassword', problem: 'must be the same as newPassword' }]);
  }
  if (wire.token === undefined) {
    throw new RefusalException({ code: 'invalid_token', problem: 'missing' });
  }
  const ticket = new Secret(wire.token);
  const currentPassword = new Password(wire.password);
  return { ...claimOf(wire), ticket, currentPassword, newPassword, origin };
}

const claimOf = ({
  brand,
  deviceId: device,
  identifierType: type,
  identifierValue: value,
}: ValidateWire): {
  readonly brand: string;
  readonly device: string;
  readonly identifier: ClaimedIdentifier;
} => ({ brand, device, identifier: { type, value } });
