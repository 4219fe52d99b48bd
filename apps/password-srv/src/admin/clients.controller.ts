import { Controller, Get, Headers, Inject, Put, UseGuards } from '@nestjs/common';

import type { Asked } from '#libs/auth';
import { AskedByPerson, PersonGuard } from '#libs/auth';
import type { PolicySettingsRefusal, SavedClients } from '#libs/credentials';
import { ClientSettings } from '#libs/credentials';
import type { Origin, Outcome } from '#libs/identity';
import type { Reply } from '#libs/platform';
import { etagOf, expectedVersion, problem } from '#libs/platform';

import { PUBLIC_URL } from '../surroundings.js';
import { ADMIN_WORDS } from './admin.errors.js';
import { clientsOf, clientsWire } from './clients.wire.js';

@Controller('password-srv/settings/clients')
@UseGuards(PersonGuard)
export class ClientsController {
  constructor(
    private readonly settings: ClientSettings,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Get()
  async read(@AskedByPerson() { caller, origin }: Asked): Promise<Reply> {
    return this.reply(await this.settings.read(caller), origin);
  }

  @Put()
  async save(
    @AskedByPerson() { body, caller, origin }: Asked,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<Reply> {
    const command = { caller, origin, clients: clientsOf(body) };
    const version = expectedVersion(ifMatch);
    return this.reply(await this.settings.save({ ...command, expectedVersion: version }), origin);
  }

  private reply(
    outcome: Outcome<SavedClients, PolicySettingsRefusal>,
    { requestId }: Origin,
  ): Reply {
    if (outcome.kind === 'refused') {
      return problem(ADMIN_WORDS, outcome.refusal, { requestId, publicUrl: this.publicUrl });
    }
    const { value } = outcome;
    return { status: 200, headers: { etag: etagOf(value) }, body: clientsWire(value.clients) };
  }
}
