import { Controller, Get, Headers, Inject, Put, UseGuards } from '@nestjs/common';

import type { Asked } from '#libs/auth';
import { AskedByPerson, PersonGuard } from '#libs/auth';
import type { Origin, Outcome } from '#libs/identity';
import type { Reply } from '#libs/platform';
import { etagOf, expectedVersion, problem } from '#libs/platform';
import type { VerificationRefusal, VersionedSettings } from '#libs/verification';
import { TenantMultifactor } from '#libs/verification';

import { PUBLIC_URL } from '../surroundings.js';
import { SETTINGS_WORDS } from './settings.errors.js';
import { multifactorChange, settingsWire } from './settings.wire.js';

@Controller('verification-srv/settings/multifactor')
@UseGuards(PersonGuard)
export class SettingsController {
  constructor(
    private readonly multifactor: TenantMultifactor,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Get()
  async read(@AskedByPerson() { caller, origin }: Asked): Promise<Reply> {
    return this.reply(await this.multifactor.read(caller), origin);
  }

  @Put()
  async update(
    @AskedByPerson() { body, caller, origin }: Asked,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<Reply> {
    const change = multifactorChange(body);
    const command = { caller, origin, change, expectedVersion: expectedVersion(ifMatch) };
    return this.reply(await this.multifactor.update(command), origin);
  }

  private reply(
    outcome: Outcome<VersionedSettings, VerificationRefusal>,
    { requestId }: Origin,
  ): Reply {
    if (outcome.kind === 'refused') {
      return problem(SETTINGS_WORDS, outcome.refusal, { requestId, publicUrl: this.publicUrl });
    }
    const headers = { etag: etagOf(outcome.value) };
    return { status: 200, headers, body: settingsWire(outcome.value.settings) };
  }
}
