import { IsIn } from 'class-validator';

import { strictBody } from '#libs/platform';

export class QuarantineWire {
  @IsIn(['keep', 'discard']) decision!: 'keep' | 'discard';
}

export const decisionOf = (body: unknown): 'keep' | 'discard' =>
  strictBody(QuarantineWire, body).decision;
