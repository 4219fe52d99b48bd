import { Controller, Delete, Get, Headers, Inject, Put, Query, UseGuards } from '@nestjs/common';

import type { Asked } from '#libs/auth';
import { AskedByPerson, PersonGuard } from '#libs/auth';
import type { PolicySettingsRefusal, ShadowOnTrial } from '#libs/credentials';
import { ShadowPolicySettings } from '#libs/credentials';
import type { Origin, Outcome } from '#libs/identity';
import type { Reply } from '#libs/platform';
import { etagOf, expectedVersion, languageOf } from '#libs/platform';

import { PUBLIC_URL } from '../surroundings.js';
import { documentOf, groupOf, refusalWire } from './policy-settings.wire.js';
import { shadowWire } from './shadow-policy.wire.js';

type RequestHeaders = Readonly<Record<string, string | undefined>>;

@Controller('password-srv/settings/policy/shadow')
@UseGuards(PersonGuard)
export class ShadowPolicyController {
  constructor(
    private readonly settings: ShadowPolicySettings,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Get()
  async read(
    @AskedByPerson() { caller, origin }: Asked,
    @Query('group') group: unknown,
    @Headers() headers: RequestHeaders,
  ): Promise<Reply> {
    return this.reply(await this.settings.read(caller, groupOf(group)), origin, headers);
  }

  @Put()
  async publish(
    @AskedByPerson() { body, caller, origin }: Asked,
    @Query('group') group: unknown,
    @Headers() headers: RequestHeaders,
  ): Promise<Reply> {
    const version = expectedVersion(headers['if-match']);
    const command = { caller, origin, group: groupOf(group), expectedVersion: version };
    const outcome = await this.settings.publish({ ...command, document: documentOf(body) });
    return this.reply(outcome, origin, headers);
  }

  @Delete()
  async withdraw(
    @AskedByPerson() { caller, origin }: Asked,
    @Query('group') group: unknown,
    @Headers() headers: RequestHeaders,
  ): Promise<Reply> {
    const version = expectedVersion(headers['if-match']);
    const command = { caller, origin, group: groupOf(group), expectedVersion: version };
    return this.reply(await this.settings.withdraw(command), origin, headers);
  }

  private reply(
    outcome: Outcome<ShadowOnTrial, PolicySettingsRefusal>,
    { requestId }: Origin,
    headers: RequestHeaders,
  ): Reply {
    const language = languageOf(headers['accept-language']);
    if (outcome.kind === 'refused') {
      return refusalWire(outcome.refusal, { requestId, publicUrl: this.publicUrl }, language);
    }
    const shown = { etag: etagOf(outcome.value), 'content-language': language };
    return { status: 200, headers: shown, body: shadowWire(outcome.value, language) };
  }
}
