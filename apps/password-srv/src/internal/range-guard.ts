import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';

import { ServiceGuard } from '#libs/auth';
import type { ServiceCaller } from '#libs/identity';
import type { Network } from '#libs/platform';
import { isWithin, originOf, RefusalException } from '#libs/platform';

/** Networks whose programs need no token for ranges. */
export const RANGE_NETWORKS = Symbol('range networks');

type RangeRequest = Parameters<typeof originOf>[0] & { readonly service?: ServiceCaller };

/** Lets in who asks from one of the operator's networks, and programs with `breach:read`. */
@Injectable()
export class RangeGuard implements CanActivate {
  constructor(
    @Inject(ServiceGuard) private readonly services: ServiceGuard,
    @Inject(RANGE_NETWORKS) private readonly networks: readonly Network[],
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<RangeRequest>();
    const { ip } = originOf(request);
    if (ip !== undefined && isWithin(ip, this.networks)) return true;
    if (!(await this.services.canActivate(context))) return false;
    if (request.service?.scopes.has('breach:read')) return true;
    throw new RefusalException({ code: 'forbidden', reason: 'scope_missing' });
  }
}
