import type { Outcome, SubjectId, TenantId } from '#libs/identity';
import { done, refused } from '#libs/identity';

import type { LoginRequestIds, LoginRequests } from './ports/login-requests.js';

/** As long as people take to choose a method and to find their telephone (seconds). */
export const LOGIN_REQUEST_SECONDS = 600;

export interface OpenLoginRequestCommand {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
}

export interface OpenedLoginRequest {
  readonly id: string;
  readonly expiresAt: Date;
}

/** Lets a login service show a person their own methods before they have proven anything. */
export class OpenLoginRequest {
  constructor(
    private readonly requests: LoginRequests,
    private readonly ids: LoginRequestIds,
  ) {}

  async open(
    command: OpenLoginRequestCommand,
  ): Promise<Outcome<OpenedLoginRequest, { readonly code: 'not_found' }>> {
    const id = this.ids.next();
    const lifetimeSeconds = LOGIN_REQUEST_SECONDS;
    const opened = await this.requests.open({ ...command, id, lifetimeSeconds });
    return opened ? done({ id, expiresAt: opened.expiresAt }) : refused({ code: 'not_found' });
  }
}
