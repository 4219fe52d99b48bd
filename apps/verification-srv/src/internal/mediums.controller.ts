import { Controller, Delete, Inject, Param, Put, Query, UseGuards } from '@nestjs/common';

import type { ServiceAsked } from '#libs/auth';
import { AskedByService, grantedTenant, ServiceGuard } from '#libs/auth';
import type { CommonRefusal } from '#libs/identity';
import type { Reply, Words } from '#libs/platform';
import { COMMON_WORDS, problem } from '#libs/platform';
import type { MediumRefusal } from '#libs/verification';
import { KeepMediums } from '#libs/verification';

import { SETTINGS_WORDS } from '../settings/settings.errors.js';
import { PUBLIC_URL } from '../surroundings.js';
import type { MediumPath } from './mediums.wire.js';
import { mediumOf, tenantOfQuery, whichMedium } from './mediums.wire.js';

const WORDS: Words<(CommonRefusal | MediumRefusal)['code']> = {
  ...COMMON_WORDS,
  last_first_factor: SETTINGS_WORDS.last_first_factor,
  not_found: {
    ...COMMON_WORDS.not_found,
    says: 'The tenant has no such person, or the person no such medium.',
    hint: 'Compare the tenant and the ids with the directory.',
  },
};

@Controller('internal/v1/subjects/:sub/methods/:type/mediums/:id')
@UseGuards(ServiceGuard)
export class MediumsController {
  constructor(
    private readonly keepMediums: KeepMediums,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Put()
  async put(
    @AskedByService() { body, service, origin }: ServiceAsked,
    @Param() path: MediumPath,
  ): Promise<Reply> {
    const { tenant: named, ...medium } = mediumOf(body);
    const tenant = grantedTenant(service, 'methods:write', named);
    const which = whichMedium(path);
    const { client } = service;
    const outcome = await this.keepMediums.put({ tenant, ...which, ...medium, client, origin });
    if (outcome.kind === 'refused') return this.refuse(outcome.refusal, origin);
    const { id, type } = which;
    return {
      status: outcome.value === 'created' ? 201 : 200,
      body: { id, type, verified: medium.verified },
    };
  }

  @Delete()
  async remove(
    @AskedByService() { service, origin }: ServiceAsked,
    @Param() path: MediumPath,
    @Query() query: unknown,
  ): Promise<Reply> {
    const tenant = grantedTenant(service, 'methods:write', tenantOfQuery(query));
    const { client } = service;
    const outcome = await this.keepMediums.remove({
      ...{ tenant, ...whichMedium(path), client, origin },
    });
    if (outcome.kind === 'refused') return this.refuse(outcome.refusal, origin);
    return { status: 204, body: undefined };
  }

  private refuse(refusal: MediumRefusal, { requestId }: ServiceAsked['origin']): Reply {
    return problem(WORDS, refusal, { requestId, publicUrl: this.publicUrl });
  }
}
