import type { ExecutionContext } from '@nestjs/common';
import { createParamDecorator, Inject, Injectable } from '@nestjs/common';

import { KnownOrigins } from '#libs/credentials';
import type { Caller, Origin } from '#libs/identity';
import { originOf, otherPage, RefusalException } from '#libs/platform';

import type { AcceptedToken } from './accepted-token.js';
import { TokenGuard } from './token-guard.js';

interface PersonsRequest {
  caller?: Caller;
  readonly body?: unknown;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Lets people in, by their own access token. What the database knows of them is not judged here. */
@Injectable()
export class PersonGuard extends TokenGuard {
  @Inject(KnownOrigins) private readonly origins!: KnownOrigins;

  protected override admit(
    token: AcceptedToken,
    request: PersonsRequest,
  ): boolean | Promise<boolean> {
    if (token.kind !== 'person') {
      throw new RefusalException({ code: 'invalid_token', problem: 'invalid' });
    }
    request.caller = token.caller;
    const page = otherPage(request);
    return page === undefined || this.fromClient(token.caller, page);
  }

  /** A page that another tenant has registered is no client of this one. */
  private async fromClient({ tenant }: Caller, origin: string): Promise<boolean> {
    if (await this.origins.isRegisteredBy(tenant, origin)) return true;
    throw new RefusalException({ code: 'forbidden', reason: 'origin_not_registered' });
  }
}

/** Who asks, from where, and with which body. */
export interface Asked {
  readonly caller: Caller;
  readonly origin: Origin;
  readonly body: unknown;
}

/** One parameter for all three: Nest awaits each parameter of a handler several times. */
export const AskedByPerson = createParamDecorator(
  (_: unknown, context: ExecutionContext): Asked => {
    const request = context
      .switchToHttp()
      .getRequest<Parameters<typeof originOf>[0] & PersonsRequest>();
    const { caller, body } = request;
    if (!caller) throw new Error('@AskedByPerson() needs PersonGuard on its route');
    return { caller, origin: originOf(request), body };
  },
);
