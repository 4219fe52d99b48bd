import { Controller, Get, HttpCode, Post, UseGuards } from '@nestjs/common';

import type { Asked } from '#libs/auth';
import { AskedByPerson, PersonGuard } from '#libs/auth';
import type { Reply } from '#libs/platform';
import { nativeSuccess } from '#libs/platform';
import type { MethodState } from '#libs/verification';
import { ListMethods } from '#libs/verification';

import { checkConfiguredListBody, configuredWire } from './methods.wire.js';
import { native } from './native.dialect.js';

@Controller('verification-srv')
@UseGuards(PersonGuard)
export class MethodsController {
  constructor(private readonly listMethods: ListMethods) {}

  @Get('config/list')
  async available(@AskedByPerson() { caller, origin }: Asked): Promise<Reply> {
    const outcome = await this.listMethods.available(caller);
    if (outcome.kind === 'refused') return native.refuse(outcome.refusal, origin);
    return { status: 200, body: outcome.value.map(methodWire) };
  }

  @Post('v2/setup/users/configured/list')
  @HttpCode(200)
  async configured(@AskedByPerson() { body, caller, origin }: Asked): Promise<Reply> {
    checkConfiguredListBody(body);
    const outcome = await this.listMethods.configured(caller);
    if (outcome.kind === 'refused') return native.refuse(outcome.refusal, origin);
    return nativeSuccess({ configured_list: outcome.value.map(configuredWire) });
  }
}

const methodWire = ({ type, active }: MethodState) => ({ verificationType: type, active });
