import { Body, Controller, Headers, HttpCode, Post } from '@nestjs/common';

import type { AskedByAnybody } from '#libs/auth';
import { AskedPerhapsByPerson } from '#libs/auth';
import { ResetPages, ResetPassword } from '#libs/credentials';
import { done } from '#libs/identity';
import type { Reply } from '#libs/platform';

import { answered } from './reset.reply.js';
import { resetCommand } from './reset.wire.js';

@Controller('users-srv/resetpassword/accept')
export class AcceptResetController {
  constructor(
    private readonly resetPassword: ResetPassword,
    private readonly pages: ResetPages,
  ) {}

  @Post()
  @HttpCode(200)
  async accept(
    @Body() body: unknown,
    @AskedPerhapsByPerson() { origin }: AskedByAnybody,
    @Headers('content-type') contentType: string | undefined,
  ): Promise<Reply> {
    const command = resetCommand(body, origin);
    const outcome = await this.resetPassword.reset(command);
    const { requestId } = outcome.first ?? origin;
    const asked = { requestToken: command.requestToken, contentType, requestId };
    if (outcome.kind === 'refused') {
      const spent = outcome.refusal.code === 'invalid_reset_proof';
      const again = spent ? {} : { exchangeId: command.exchange.reveal() };
      return answered(this.pages, { ...asked, again }, outcome);
    }
    const success = done({ data: { reseted: true }, page: 'reset_done' as const });
    return answered(this.pages, asked, success);
  }
}
