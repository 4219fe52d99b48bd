import type { ExecutionContext } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import { AuthGuard, AuthModuleOptions } from '@nestjs/passport';

import { RefusalException } from '#libs/platform';

import type { AcceptedToken } from './accepted-token.js';
import type { BearerRequest } from './bearer-token.js';
import { bearerToken } from './bearer-token.js';
import { TokenRefused } from './token-refused.js';
import { TrustedTokens } from './trusted-tokens.js';

/** Where passport leaves what it has found. */
const PROPERTY = 'acceptedToken';

interface TokenRequest extends BearerRequest {
  readonly [PROPERTY]?: AcceptedToken;
}

/** Lets in who bears a token that a trusted issuer has signed, if the guard's route is for them. */
@Injectable()
export abstract class TokenGuard extends AuthGuard() {
  constructor(
    @Inject(AuthModuleOptions) options: AuthModuleOptions,
    @Inject(TrustedTokens) private readonly tokens: TrustedTokens,
  ) {
    super(options);
  }

  /** @throws RefusalException if the route is not for the bearer of this token. */
  protected abstract admit(token: AcceptedToken, request: object): boolean | Promise<boolean>;

  /** Passport's way costs three times what remembering does, so it is for new tokens only. */
  override canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = context.switchToHttp().getRequest<TokenRequest>();
    const token = bearerToken(request);
    const remembered = typeof token === 'string' ? this.tokens.remembered(token) : undefined;
    return remembered ? this.admit(remembered, request) : this.authenticate(context, request);
  }

  override getAuthenticateOptions() {
    return { property: PROPERTY };
  }

  /**
   * `error`: not the token's fault, unless a check of ours said so. `info`: why passport, or
   * jsonwebtoken under it, found the token bad.
   */
  override handleRequest<Found = AcceptedToken>(
    error: unknown,
    found: Found | false | null | undefined,
    info: unknown,
  ): Found {
    if (found) return found;
    if (error instanceof Error && !(error instanceof TokenRefused)) throw error;
    const cause = error ?? info;
    const problem = cause instanceof TokenRefused ? cause.problem : 'invalid';
    const refusal = new RefusalException({ code: 'invalid_token', problem });
    refusal.cause = cause;
    throw refusal;
  }

  private async authenticate(context: ExecutionContext, request: TokenRequest): Promise<boolean> {
    await super.canActivate(context);
    const { [PROPERTY]: accepted } = request;
    return accepted ? this.admit(accepted, request) : false;
  }
}
