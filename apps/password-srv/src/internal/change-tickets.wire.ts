import { IsIn } from 'class-validator';

import type { VerificationType } from '#libs/identity';
import { SECOND_FACTORS, Secret } from '#libs/identity';
import { IsText, LONGEST_BODY, strictBody } from '#libs/platform';

/** As long as a name of a tenant may be (bytes). */
const LONGEST_NAME = 512;

export class StepUpWire {
  @IsText(LONGEST_NAME) tenant!: string;
  @IsText(LONGEST_BODY) ticket!: string;
  @IsIn([...SECOND_FACTORS]) method!: VerificationType;
}

export function stepUpOf(body: unknown): {
  readonly tenant: string;
  readonly ticket: Secret;
  readonly method: VerificationType;
} {
  const { tenant, ticket, method } = strictBody(StepUpWire, body);
  return { tenant, ticket: new Secret(ticket), method };
}
