import { PassportStrategy } from '@nestjs/passport';
import passport from 'passport';
import type { StrategyOptionsWithRequest, VerifyCallbackWithRequest } from 'passport-jwt';
import passportJwt from 'passport-jwt';

import type { AcceptedToken } from './accepted-token.js';
import type { BearerRequest } from './bearer-token.js';
import { bearerToken } from './bearer-token.js';
import { ALGORITHMS } from './json-web-keys.js';
import { TokenRefused } from './token-refused.js';
import type { Presented, TrustedTokens } from './trusted-tokens.js';

/** passport-jwt's types know keys as text only; jsonwebtoken takes a `KeyObject`, 5 times as fast. */
type KeyAnswer = (error: unknown, key?: string | Buffer) => void;

/** passport-jwt with a key per token and without a clock: `TrustedTokens` asks ours. */
class TrustedJwtStrategy extends passportJwt.Strategy {
  // Not #private: passport calls `authenticate` on an object derived from this one.
  protected readonly tokens: TrustedTokens;
  protected readonly presented: WeakMap<object, Presented>;

  constructor(tokens: TrustedTokens, verify: VerifyCallbackWithRequest<BearerRequest>) {
    const presented = new WeakMap<object, Presented>();
    super(optionsWith(presented), verify);
    this.tokens = tokens;
    this.presented = presented;
  }

  override authenticate(request: BearerRequest): void {
    this.admit(request).catch((failure: unknown) => this.refuse(failure));
  }

  private async admit(request: BearerRequest): Promise<void> {
    const token = bearerToken(request);
    if (token instanceof TokenRefused) throw token;
    this.presented.set(request, await this.tokens.present(token));
    super.authenticate(request as Parameters<passportJwt.Strategy['authenticate']>[0]);
  }

  /** A token's fault is a failure; that we cannot judge it, or a mistake of ours, is an error. */
  private refuse(failure: unknown): void {
    if (failure instanceof TokenRefused) this.fail(failure, 401);
    else this.error(failure instanceof Error ? failure : new Error(String(failure)));
  }
}

/** `exp` and `nbf` are left to us, because passport-jwt would ask the machine's clock. */
function optionsWith(presented: WeakMap<object, Presented>): StrategyOptionsWithRequest {
  return {
    jwtFromRequest: (request: object) => presented.get(request)?.token ?? null,
    secretOrKeyProvider: (request: object, _token: unknown, answer: KeyAnswer) =>
      answer(null, presented.get(request)?.key as unknown as Buffer),
    algorithms: [...ALGORITHMS],
    ignoreExpiration: true,
    jsonWebTokenOptions: { ignoreNotBefore: true },
    passReqToCallback: true,
  };
}

/**
 * The strategy under a name of its own: passport knows strategies by name for the whole process, and
 * two services with different audiences may live in one.
 */
export function strategyNamed(name: string) {
  return class TokenStrategy extends PassportStrategy(TrustedJwtStrategy, name) {
    validate(request: BearerRequest, payload: unknown): AcceptedToken {
      const presented = this.presented.get(request);
      if (!presented) throw new TokenRefused('invalid', 'it was not presented');
      return this.tokens.accept(presented, payload);
    }

    onModuleDestroy(): void {
      passport.unuse(name);
    }
  };
}
