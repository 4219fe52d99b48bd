import type { ExecutionContext } from '@nestjs/common';
import { createParamDecorator, Inject, Injectable } from '@nestjs/common';
import { AuthModuleOptions } from '@nestjs/passport';

import { ServiceClients } from '#libs/credentials';
import type { Origin, ServiceCaller } from '#libs/identity';
import { originOf, RefusalException } from '#libs/platform';

import type { AcceptedToken, ServicesToken } from './accepted-token.js';
import { TokenGuard } from './token-guard.js';
import { TrustedTokens } from './trusted-tokens.js';

interface ServicesRequest {
  service?: ServiceCaller;
  readonly body?: unknown;
}

/**
 * Lets programs in that hold a machine token and a `service_client` row. A person is refused here
 * whatever the token's scope.
 */
@Injectable()
export class ServiceGuard extends TokenGuard {
  constructor(
    @Inject(AuthModuleOptions) options: AuthModuleOptions,
    @Inject(TrustedTokens) tokens: TrustedTokens,
    @Inject(ServiceClients) private readonly clients: ServiceClients,
  ) {
    super(options, tokens);
  }

  protected override async admit(token: AcceptedToken, request: ServicesRequest): Promise<boolean> {
    const service = token.kind === 'service' ? await this.granted(token) : undefined;
    if (!service) throw new RefusalException({ code: 'forbidden', reason: 'service_only' });
    request.service = service;
    return true;
  }

  /** The row says what a client may do at most; a token without scopes may do nothing. */
  private async granted(token: ServicesToken): Promise<ServiceCaller | undefined> {
    const { client, issuer, scopes } = token;
    const grant = await this.clients.grantOf(issuer, client);
    if (!grant) return undefined;
    const kept = [...scopes].filter((scope) => grant.scopes.has(scope));
    return { client, issuer, tenants: grant.tenants, scopes: new Set(kept) };
  }
}

/** Which program asks, as `ServiceGuard` has found. */
export const CurrentService = createParamDecorator(
  (_: unknown, context: ExecutionContext): ServiceCaller => {
    const { service } = context.switchToHttp().getRequest<ServicesRequest>();
    if (!service) throw new Error('@CurrentService() needs ServiceGuard on its route');
    return service;
  },
);

/** Which program asks, from where, and with which body. */
export interface ServiceAsked {
  readonly service: ServiceCaller;
  readonly origin: Origin;
  readonly body: unknown;
}

export const AskedByService = createParamDecorator(
  (_: unknown, context: ExecutionContext): ServiceAsked => {
    const request = context
      .switchToHttp()
      .getRequest<Parameters<typeof originOf>[0] & ServicesRequest>();
    const { service, body } = request;
    if (!service) throw new Error('@AskedByService() needs ServiceGuard on its route');
    return { service, origin: originOf(request), body };
  },
);
