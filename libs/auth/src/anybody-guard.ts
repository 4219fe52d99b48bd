import type { ExecutionContext } from '@nestjs/common';
import { createParamDecorator, Injectable } from '@nestjs/common';

import type { Caller, Origin } from '#libs/identity';
import { originOf } from '#libs/platform';

import type { BearerRequest } from './bearer-token.js';
import { PersonGuard } from './person-guard.js';

/** Lets everybody in; who brings a token is known by it, and a bad one is refused, not ignored. */
@Injectable()
export class AnybodyGuard extends PersonGuard {
  override canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const { headers } = context.switchToHttp().getRequest<BearerRequest>();
    return headers.authorization === undefined || super.canActivate(context);
  }
}

export interface AskedByAnybody {
  /** Absent without a token. */
  readonly caller?: Caller;
  readonly origin: Origin;
  readonly body: unknown;
  /** Where it was sent to, as its header says. */
  readonly host?: string;
}

export const AskedPerhapsByPerson = createParamDecorator(
  (_: unknown, context: ExecutionContext): AskedByAnybody => {
    const request = context
      .switchToHttp()
      .getRequest<
        Parameters<typeof originOf>[0] & { readonly caller?: Caller; readonly body?: unknown }
      >();
    const { caller, body } = request;
    const { host } = request.headers;
    return { ...(caller && { caller }), origin: originOf(request), body, ...(host && { host }) };
  },
);
