import { IsIn } from 'class-validator';

import type { VerificationType } from '#libs/identity';
import { SECOND_FACTORS } from '#libs/identity';
import { IsText, LONGEST_BODY, strictBody } from '#libs/platform';

/** As long as a name of a tenant may be (bytes). */
const LONGEST_NAME = 512;

export class ResetStepUpWire {
  @IsText(LONGEST_NAME) tenant!: string;
  @IsText(LONGEST_BODY) reset_request_id!: string;
  @IsIn([...SECOND_FACTORS]) method!: VerificationType;
}

export function resetStepUpOf(body: unknown): {
  readonly tenant: string;
  readonly requestToken: string;
  readonly method: VerificationType;
} {
  const { tenant, reset_request_id, method } = strictBody(ResetStepUpWire, body);
  return { tenant, requestToken: reset_request_id, method };
}
