import { Controller, Get, Headers, Inject, Put, Query, UseGuards } from '@nestjs/common';

import type { Asked } from '#libs/auth';
import { AskedByPerson, PersonGuard } from '#libs/auth';
import type { PolicySettingsRefusal, SavedPolicy } from '#libs/credentials';
import { PolicySettings } from '#libs/credentials';
import type { Origin, Outcome } from '#libs/identity';
import type { Language } from '#libs/password-policy';
import type { Reply } from '#libs/platform';
import { etagOf, expectedVersion, languageOf } from '#libs/platform';

import { PUBLIC_URL } from '../surroundings.js';
import {
  complianceWire,
  documentOf,
  explanationWire,
  groupOf,
  refusalWire,
} from './policy-settings.wire.js';

@Controller('password-srv/settings/policy')
@UseGuards(PersonGuard)
export class PolicySettingsController {
  constructor(
    private readonly settings: PolicySettings,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Get()
  async read(
    @AskedByPerson() { caller, origin }: Asked,
    @Query('group') group: unknown,
    @Headers('accept-language') accepted: string | undefined,
  ): Promise<Reply> {
    const outcome = await this.settings.read(caller, groupOf(group));
    return this.reply(outcome, origin, languageOf(accepted), saved);
  }

  @Put()
  async save(
    @AskedByPerson() { body, caller, origin }: Asked,
    @Query('group') group: unknown,
    @Headers() headers: Readonly<Record<string, string | undefined>>,
  ): Promise<Reply> {
    const command = { caller, origin, group: groupOf(group), document: documentOf(body) };
    const version = expectedVersion(headers['if-match']);
    const outcome = await this.settings.save({ ...command, expectedVersion: version });
    return this.reply(outcome, origin, languageOf(headers['accept-language']), saved);
  }

  @Get('explain')
  async explain(
    @AskedByPerson() { caller, origin }: Asked,
    @Query('group') group: unknown,
    @Headers('accept-language') accepted: string | undefined,
  ): Promise<Reply> {
    const outcome = await this.settings.explain(caller, groupOf(group));
    return this.reply(outcome, origin, languageOf(accepted), (found) => ({
      status: 200,
      body: explanationWire(found),
    }));
  }

  @Get('compliance')
  async compliance(
    @AskedByPerson() { caller, origin }: Asked,
    @Query('group') group: unknown,
    @Headers('accept-language') accepted: string | undefined,
  ): Promise<Reply> {
    const language = languageOf(accepted);
    const outcome = await this.settings.compliance(caller, groupOf(group));
    return this.reply(outcome, origin, language, (found) => ({
      status: 200,
      headers: { 'content-language': language },
      body: complianceWire(found, language),
    }));
  }

  private reply<Value>(
    outcome: Outcome<Value, PolicySettingsRefusal>,
    { requestId }: Origin,
    language: Language,
    success: (value: Value) => Reply,
  ): Reply {
    if (outcome.kind === 'done') return success(outcome.value);
    return refusalWire(outcome.refusal, { requestId, publicUrl: this.publicUrl }, language);
  }
}

const saved = (policy: SavedPolicy): Reply => ({
  status: 200,
  headers: { etag: etagOf(policy) },
  body: policy.document,
});
