import { Body, Controller, Headers, HttpCode, Post, Query } from '@nestjs/common';

import type { AskedByAnybody } from '#libs/auth';
import { AskedPerhapsByPerson, RequestTenants } from '#libs/auth';
import { InitiateReset, ResetPages, ValidateResetCode } from '#libs/credentials';
import { done } from '#libs/identity';
import type { Reply } from '#libs/platform';
import { askedLanguage, nativeSuccess } from '#libs/platform';

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
    @Headers() headers: Readonly<Record<string, string | undefined>>,
  ): Promise<Reply> {
    const { named, ...asked } = initiateRequest(body);
    const tenant = await this.requestTenants.of(named ?? query, host);
    // Clients of this interface say their person's language in a header of their own.
    const language = askedLanguage(headers['acceptlanguage'] ?? headers['accept-language']);
    const command = { ...asked, tenant, origin, ...(language && { language }) };
    const outcome = await this.initiateReset.initiate(command);
    if (outcome.kind === 'refused') return refuseNatively(RESET_WORDS, outcome.refusal, origin);
    return nativeSuccess({ reset_initiated: true, rprq: outcome.value.requestToken });
  }

  @Post('validatecode')
  @HttpCode(200)
  async validate(
    @Body() body: unknown,
    @AskedPerhapsByPerson() { origin }: AskedByAnybody,
    @Headers('content-type') contentType: string | undefined,
  ): Promise<Reply> {
    const command = validateCommand(body, origin);
    const { requestToken } = command;
    const { requestId } = origin;
    const outcome = await this.validateResetCode.validate(command);
    const asked = { requestToken, contentType, requestId };
    if (outcome.kind === 'refused') return answered(this.pages, asked, outcome);
    const { value } = outcome;
    const told = 'next' in value ? { next: value.next } : { exchangeId: value.exchange.reveal() };
    const data = { ...told, resetRequestId: requestToken };
    return answered(this.pages, asked, done({ data, page: 'reset' as const }));
  }
}
