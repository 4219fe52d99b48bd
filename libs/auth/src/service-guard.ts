import type { ExecutionContext } from '@nestjs/common';
import { createParamDecorator, Inject, Injectable } from '@nestjs/common';
import { AuthGuard, AuthModuleOptions } from '@nestjs/passport';

import { ServiceClients } from '#libs/credentials';
import type { ServiceCaller } from '#libs/identity';
import { RefusalException } from '#libs/platform';

import type { AcceptedToken, ServicesToken } from './accepted-token.js';
import { rejection } from './rejection.js';

const PROPERTY = 'service';

interface ServiceRequest {
  [PROPERTY]?: ServicesToken | ServiceCaller;
}

/**
 * Lets programs in that hold a machine token and a `service_client` row. A person is refused here
 * whatever the token's scope.
 */
@Injectable()
export class ServiceGuard extends AuthGuard() {
  constructor(
    @Inject(AuthModuleOptions) options: AuthModuleOptions,
    @Inject(ServiceClients) private readonly clients: ServiceClients,
  ) {
    super(options);
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    await super.canActivate(context);
    const request = context.switchToHttp().getRequest<ServiceRequest>();
    request[PROPERTY] = await this.granted(request[PROPERTY] as ServicesToken);
    return true;
  }

  override getAuthenticateOptions() {
    return { property: PROPERTY };
  }

  override handleRequest<User = ServicesToken>(
    error: unknown,
    token: AcceptedToken | false | null | undefined,
    info: unknown,
  ): User {
    if (!token) throw rejection(error, info);
    if (token.kind === 'service') return token as User;
    throw new RefusalException({ code: 'forbidden', reason: 'service_only' });
  }

  /** The row says what a client may do at most; a token without scopes may do nothing. */
  private async granted({ issuer, client, scopes }: ServicesToken): Promise<ServiceCaller> {
    const grant = await this.clients.grantOf(issuer, client);
    if (!grant) throw new RefusalException({ code: 'forbidden', reason: 'service_only' });
    const kept = [...scopes].filter((scope) => grant.scopes.has(scope));
    return { client, issuer, tenants: grant.tenants, scopes: new Set(kept) };
  }
}

/** Which program asks, as `ServiceGuard` has found. */
export const CurrentService = createParamDecorator(
  (_: unknown, context: ExecutionContext): ServiceCaller => {
    const request = context.switchToHttp().getRequest<ServiceRequest>();
    const service = request[PROPERTY];
    if (!service || !('tenants' in service)) {
      throw new Error('@CurrentService() needs ServiceGuard on its route');
    }
    return service;
  },
);
