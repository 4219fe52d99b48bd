import type { ExecutionContext } from '@nestjs/common';
import { createParamDecorator, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';

import type { Caller } from '#libs/identity';
import { RefusalException } from '#libs/platform';

import type { AcceptedToken } from './accepted-token.js';
import { rejection } from './rejection.js';

const PROPERTY = 'caller';

/** Lets people in, by their own access token. What the database knows of them is not judged here. */
@Injectable()
export class PersonGuard extends AuthGuard() {
  override getAuthenticateOptions() {
    return { property: PROPERTY };
  }

  override handleRequest<User = Caller>(
    error: unknown,
    token: AcceptedToken | false | null | undefined,
    info: unknown,
  ): User {
    if (!token) throw rejection(error, info);
    if (token.kind === 'person') return token.caller as User;
    throw new RefusalException({ code: 'invalid_token', problem: 'invalid' });
  }
}

/** Who asks, as `PersonGuard` has found. */
export const CurrentCaller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Caller => {
    const { [PROPERTY]: caller } = context.switchToHttp().getRequest<{ [PROPERTY]?: Caller }>();
    if (!caller) throw new Error('@CurrentCaller() needs PersonGuard on its route');
    return caller;
  },
);
