import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';

import { RefusalException } from '#libs/platform';

import { QUICKSTART_URL } from '../../pages/quickstart-url.js';

/**
 * A cookie is sent along whoever makes the browser ask, so routes that go by one listen to our own
 * pages alone. Other pages on this machine are the same site to browsers, and no origin of ours.
 */
@Injectable()
export class OwnPagesGuard implements CanActivate {
  constructor(@Inject(QUICKSTART_URL) private readonly url: string) {}

  canActivate(context: ExecutionContext): boolean {
    const { headers } = context
      .switchToHttp()
      .getRequest<{ headers: Readonly<Record<string, string | undefined>> }>();
    const { origin, host, 'sec-fetch-site': site } = headers;
    const { port } = new URL(this.url);
    const names = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`);
    const own = host !== undefined && names.includes(host) && origin === `http://${host}`;
    if (own && (site === undefined || site === 'same-origin')) return true;
    throw new RefusalException({ code: 'forbidden', reason: 'origin_not_registered' });
  }
}
