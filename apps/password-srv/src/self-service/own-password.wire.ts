import { Password } from '#libs/identity';
import { MAXIMUM_BYTES } from '#libs/password-policy';
import { IsText, strictBody } from '#libs/platform';

export class RemovePasswordWire {
  @IsText(MAXIMUM_BYTES) old_password!: string;
}

/** In both spellings, as the other requests of this path. */
export const currentPasswordOf = (body: unknown): Password =>
  new Password(strictBody(RemovePasswordWire, body, { oldPassword: 'old_password' }).old_password);
