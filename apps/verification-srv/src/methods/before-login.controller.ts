import { Controller, HttpCode, Inject, Post, Query } from '@nestjs/common';

import type { AskedByAnybody } from '#libs/auth';
import { AskedPerhapsByPerson } from '#libs/auth';
import type { TenantId } from '#libs/identity';
import type { Reply } from '#libs/platform';
import { nativeSuccess } from '#libs/platform';
import { ListBeforeLogin } from '#libs/verification';

import { DEFAULT_TENANT } from '../surroundings.js';
import { beforeLoginRequest, tenantOf } from './before-login.wire.js';
import { configuredWire } from './methods.wire.js';

@Controller('verification-srv/v2/setup/public/configured/list')
export class BeforeLoginController {
  constructor(
    private readonly listBeforeLogin: ListBeforeLogin,
    @Inject(DEFAULT_TENANT) private readonly defaultTenant: TenantId | undefined,
  ) {}

  @Post()
  @HttpCode(200)
  async list(
    @AskedPerhapsByPerson() { body, origin }: AskedByAnybody,
    @Query('tenant') named: unknown,
  ): Promise<Reply> {
    const { tenant: claimed, ...asked } = beforeLoginRequest(body);
    const tenant = tenantOf(claimed ?? named, this.defaultTenant);
    const list = await this.listBeforeLogin.list({ ...asked, tenant, origin });
    return nativeSuccess({ configured_list: list.map(configuredWire) });
  }
}
