import { Controller, HttpCode, Post, Query } from '@nestjs/common';

import type { AskedByAnybody } from '#libs/auth';
import { AskedPerhapsByPerson, RequestTenants } from '#libs/auth';
import type { Reply } from '#libs/platform';
import { nativeSuccess } from '#libs/platform';
import { ListBeforeLogin } from '#libs/verification';

import { beforeLoginRequest } from './before-login.wire.js';
import { configuredWire } from './methods.wire.js';
import { native } from './native.dialect.js';

@Controller('verification-srv/v2/setup/public/configured/list')
export class BeforeLoginController {
  constructor(
    private readonly listBeforeLogin: ListBeforeLogin,
    private readonly requestTenants: RequestTenants,
  ) {}

  @Post()
  @HttpCode(200)
  async list(
    @AskedPerhapsByPerson() { body, origin, host }: AskedByAnybody,
    @Query('tenant') named: unknown,
  ): Promise<Reply> {
    const { tenant: claimed, ...asked } = beforeLoginRequest(body);
    const tenant = await this.requestTenants.of(claimed ?? named, host);
    const outcome = await this.listBeforeLogin.list({ ...asked, tenant, origin });
    if (outcome.kind === 'refused') return native.refuse(outcome.refusal, origin);
    return nativeSuccess({ configured_list: outcome.value.map(configuredWire) });
  }
}
