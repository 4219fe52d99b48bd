import type { ExecutionContext } from '@nestjs/common';
import { createParamDecorator, Injectable } from '@nestjs/common';

import type { Caller } from '#libs/identity';
import { RefusalException } from '#libs/platform';

import type { AcceptedToken } from './accepted-token.js';
import { TokenGuard } from './token-guard.js';

interface PersonsRequest {
  caller?: Caller;
}

/** Lets people in, by their own access token. What the database knows of them is not judged here. */
@Injectable()
export class PersonGuard extends TokenGuard {
  protected override admit(token: AcceptedToken, request: PersonsRequest): boolean {
    if (token.kind !== 'person') {
      throw new RefusalException({ code: 'invalid_token', problem: 'invalid' });
    }
    request.caller = token.caller;
    return true;
  }
}

/** Who asks, as `PersonGuard` has found. */
export const CurrentCaller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Caller => {
    const { caller } = context.switchToHttp().getRequest<PersonsRequest>();
    if (!caller) throw new Error('@CurrentCaller() needs PersonGuard on its route');
    return caller;
  },
);
