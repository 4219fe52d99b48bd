import { Body, Controller, Headers, HttpCode, Post, Query } from '@nestjs/common';

import type { AskedByAnybody } from '#libs/auth';
import { AskedPerhapsByPerson, RequestTenants } from '#libs/auth';
import { InitiateReset, ResetPages, ValidateResetCode } from '#libs/credentials';
import { done } from '#libs/identity';
import type { Reply } from '#libs/platform';
import { nativeSuccess } from '#libs/platform';

import { refuseNatively } from './native.dialect.js';
import { RESET_WORDS } from './reset.errors.js';
import { answered } from './reset.reply.js';
import { initiateRequest, validateCommand } from './reset.wire.js';

/** Whose steps HTML forms may take; the first one is taken by programs. */
export const RESET_FORMS = [
  '/users-srv/resetpassword/validatecode',
  '/users-srv/resetpassword/accept',
];

@Controller('users-srv/resetpassword')
export class ResetController {
  constructor(
    private readonly initiateReset: InitiateReset,
    private readonly validateResetCode: ValidateResetCode,
    private readonly pages: ResetPages,
    private readonly requestTenants: RequestTenants,
  ) {}

  @Post('initiate')
  @HttpCode(200)
  async initiate(
    @Body() body: unknown,
    @AskedPerhapsByPerson() { origin, host }: AskedByAnybody,
    @Query('tenant') query: unknown,
  ): Promise<Reply> {
    const { named, ...asked } = initiateRequest(body);
    const tenant = await this.requestTenants.of(named ?? query, host);
    const outcome = await this.initiateReset.initiate({ ...asked, tenant, origin });
    if (outcome.kind === 'refused') return refuseNatively(RESET_WORDS, outcome.refusal, origin);
    return nativeSuccess({ reset_initiated: true, rprq: outcome.value.requestToken });
  }

  @Post('validatecode')
  @HttpCode(200)
  async validate(
    @Body() body: unknown,
    @AskedPerhapsByPerson() { origin: { requestId } }: AskedByAnybody,
    @Headers('content-type') contentType: string | undefined,
  ): Promise<Reply> {
    const command = validateCommand(body);
    const { requestToken } = command;
    const outcome = await this.validateResetCode.validate(command);
    const asked = { requestToken, contentType, requestId };
    if (outcome.kind === 'refused') return answered(this.pages, asked, outcome);
    const { value } = outcome;
    const told = 'next' in value ? { next: value.next } : { exchangeId: value.exchange.reveal() };
    const data = { ...told, resetRequestId: requestToken };
    return answered(this.pages, asked, done({ data, page: 'reset' as const }));
  }
}
