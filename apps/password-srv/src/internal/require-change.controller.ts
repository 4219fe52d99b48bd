import { Controller, HttpCode, Inject, Param, Post, UseGuards } from '@nestjs/common';

import type { ServiceAsked } from '#libs/auth';
import { AskedByService, grantedTenant, ServiceGuard } from '#libs/auth';
import { RequireChange } from '#libs/credentials';
import type { Reply } from '#libs/platform';
import { problem } from '#libs/platform';

import { NATIVE_WORDS } from '../dialects/words.js';
import { PUBLIC_URL } from '../surroundings.js';
import { requirementOf, requirementOfMany, subjectOf } from './require-change.wire.js';

@Controller('internal/v1')
@UseGuards(ServiceGuard)
export class RequireChangeController {
  constructor(
    private readonly requireChange: RequireChange,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Post('subjects/:sub/password/require-change')
  @HttpCode(200)
  async ofPerson(
    @AskedByService() { body, service, origin }: ServiceAsked,
    @Param('sub') sub: string,
  ): Promise<Reply> {
    const { tenant, reason } = requirementOf(body);
    const outcome = await this.requireChange.ofPerson({
      tenant: grantedTenant(service, 'password:admin', tenant),
      subject: subjectOf(sub),
      ...{ reason, client: service.client, origin },
    });
    if (outcome.kind === 'done') return { status: 200, body: { must_change: true, reason } };
    return this.refuse(outcome.refusal, origin);
  }

  @Post('passwords/require-change')
  @HttpCode(200)
  async ofMany(@AskedByService() { body, service, origin }: ServiceAsked): Promise<Reply> {
    const { tenant: named, group, subjects, reason } = requirementOfMany(body);
    const tenant = grantedTenant(service, 'password:admin', named);
    const requirement = { tenant, reason, client: service.client, origin };
    if (subjects) {
      const { required, without } = await this.requireChange.ofList({ ...requirement, subjects });
      return { status: 200, body: { reason, required, no_password_set: without } };
    }
    const outcome = await this.requireChange.ofMany({ ...requirement, group });
    if (outcome.kind === 'refused') return this.refuse(outcome.refusal, origin);
    const required_at = outcome.value.requiredAt.toISOString();
    return { status: 200, body: { reason, required_at } };
  }

  private refuse(
    refusal: { readonly code: 'not_found' | 'no_password_set' },
    { requestId }: ServiceAsked['origin'],
  ): Reply {
    return problem(NATIVE_WORDS, refusal, { requestId, publicUrl: this.publicUrl });
  }
}
