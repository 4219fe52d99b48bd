import type { DynamicModule } from '@nestjs/common';
import { Logger, Module } from '@nestjs/common';
import { PassportModule } from '@nestjs/passport';

import { KnownOrigins, ServiceClients, SessionIssuers } from '#libs/credentials';

import { AnybodyGuard } from './anybody-guard.js';
import type { FetchJson } from './fetch-keys.js';
import { KeyRing } from './key-ring.js';
import { PersonGuard } from './person-guard.js';
import { ServiceGuard } from './service-guard.js';
import { ConfiguredSessionIssuers } from './session-issuers.js';
import { strategyNamed } from './token-strategy.js';
import type { Issuers } from './trusted-issuer.js';
import { TrustedTokens } from './trusted-tokens.js';

export interface AuthSettings {
  readonly issuers: Issuers;
  /** 32 random bytes, the same in every replica: they key the MAC of sessions without a `sid`. */
  readonly sessionKey: Uint8Array;
  readonly fetchJson: FetchJson;
  readonly now: () => Date;
  /** Without it no program is let in, unless the importing module provides `ServiceClients`. */
  readonly serviceClients?: ServiceClients;
  /** Without it pages of other origins may not use a person's token. */
  readonly origins?: KnownOrigins;
}

/** Nobody is a program of ours. */
const NO_SERVICES: ServiceClients = { grantOf: () => Promise.resolve(undefined) };

/** No page is anybody's client. */
const NO_ORIGINS: KnownOrigins = {
  isRegistered: () => Promise.resolve(false),
  isRegisteredBy: () => Promise.resolve(false),
  forget: () => undefined,
};

let registered = 0;

/**
 * One registration is one trust: it may be imported by several modules, and a host may hold several
 * registrations side by side.
 */
@Module({})
export class AuthModule {
  static register(settings: AuthSettings): DynamicModule {
    const name = `latchkey-token-${++registered}`;
    const Strategy = strategyNamed(name);
    const passportModule = PassportModule.register({ defaultStrategy: name, session: false });
    return {
      module: AuthModule,
      imports: [passportModule],
      providers: [
        { provide: KeyRing, useFactory: () => keyRingOf(settings) },
        {
          provide: TrustedTokens,
          useFactory: (keyRing: KeyRing) => new TrustedTokens({ ...settings, keyRing }),
          inject: [KeyRing],
        },
        {
          provide: Strategy,
          useFactory: (tokens: TrustedTokens) => new Strategy(tokens),
          inject: [TrustedTokens],
        },
        { provide: ServiceClients, useValue: settings.serviceClients ?? NO_SERVICES },
        { provide: KnownOrigins, useValue: settings.origins ?? NO_ORIGINS },
        { provide: SessionIssuers, useValue: new ConfiguredSessionIssuers(settings.issuers) },
        AnybodyGuard,
        PersonGuard,
        ServiceGuard,
      ],
      exports: [
        passportModule,
        KeyRing,
        TrustedTokens,
        KnownOrigins,
        ServiceClients,
        SessionIssuers,
        AnybodyGuard,
        PersonGuard,
        ServiceGuard,
      ],
    };
  }
}

function keyRingOf({ issuers, fetchJson, now }: AuthSettings): KeyRing {
  const log = new Logger('auth');
  return new KeyRing(issuers, {
    fetchJson,
    now,
    onFailure: (issuer, failure) => {
      const reason = failure instanceof Error ? failure.message : 'unknown';
      log.warn(`the keys of ${issuer} cannot be read: ${reason}`);
    },
  });
}
