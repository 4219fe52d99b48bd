import { Body, Controller, HttpCode, Post } from '@nestjs/common';

import type { AskedByAnybody } from '#libs/auth';
import { AskedPerhapsByPerson } from '#libs/auth';
import { ChangeByTicket, ValidatePassword } from '#libs/credentials';
import type { Reply } from '#libs/platform';

import { reply } from '../dialect.js';
import { mfaV1, mfaV1Success } from './mfa-v1.dialect.js';
import { changeCommand, validateCommand } from './mfa-v1.wire.js';

/** Nobody brings an access token here: a password raises a ticket, and the ticket opens a change. */
@Controller(['auth/v1/mfa/password', 'auth/v1/password'])
export class MfaV1Controller {
  constructor(
    private readonly validatePassword: ValidatePassword,
    private readonly changeByTicket: ChangeByTicket,
  ) {}

  @Post('validate')
  @HttpCode(200)
  async validate(
    @Body() body: unknown,
    @AskedPerhapsByPerson() { origin }: AskedByAnybody,
  ): Promise<Reply> {
    const outcome = await this.validatePassword.validate(validateCommand(body, origin));
    return outcome.kind === 'done'
      ? mfaV1Success({ token: outcome.value.reveal() })
      : mfaV1.refuse(outcome.refusal, origin);
  }

  @Post('change')
  @HttpCode(200)
  async change(
    @Body() body: unknown,
    @AskedPerhapsByPerson() { origin }: AskedByAnybody,
  ): Promise<Reply> {
    const outcome = await this.changeByTicket.change(changeCommand(body, origin));
    return reply(mfaV1, outcome, origin, () => mfaV1Success());
  }
}
