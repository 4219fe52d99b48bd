import { Controller, Inject, Param, Post, UseGuards } from '@nestjs/common';

import type { ServiceAsked } from '#libs/auth';
import { AskedByService, grantedTenant, ServiceGuard } from '#libs/auth';
import { ImportPassword } from '#libs/credentials';
import type { Reply } from '#libs/platform';
import { problem } from '#libs/platform';

import { PUBLIC_URL } from '../surroundings.js';
import { wordsFor } from './import.errors.js';
import { importOf } from './import.wire.js';
import { subjectOf } from './require-change.wire.js';

@Controller('internal/v1')
@UseGuards(ServiceGuard)
export class ImportController {
  constructor(
    private readonly importPassword: ImportPassword,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Post('subjects/:sub/password/import')
  async import(
    @AskedByService() { body, service, origin }: ServiceAsked,
    @Param('sub') sub: string,
  ): Promise<Reply> {
    const { tenant, hash } = importOf(body);
    const outcome = await this.importPassword.import({
      tenant: grantedTenant(service, 'password:import', tenant),
      subject: subjectOf(sub),
      hash,
      cause: { ...origin, client: service.client },
    });
    if (outcome.kind === 'refused') {
      const { requestId } = origin;
      const about = { requestId, publicUrl: this.publicUrl };
      return problem(wordsFor(outcome.refusal), outcome.refusal, about);
    }
    const { scheme, what } = outcome.value;
    return { status: what === 'imported' ? 201 : 200, body: { scheme, needs_rehash: true } };
  }
}
