import type { CapacityRefusal, Refused } from '#libs/identity';
import { Secret } from '#libs/identity';

import type { PasswordHashing } from '../ports/password-hashing.js';
import type { DueReset, Recognised } from '../ports/reset-dispatches.js';
import type { ResetSecrets, ResetTokens } from '../ports/reset-secrets.js';
import { codeBinding } from './code-binding.js';
import { CODE_MINUTES, LINK_MINUTES } from './limits.js';
import type { PlannedSecret } from './plan-reset.js';
import type { ResetPages } from './reset-pages.js';

/** A secret on its way, and what it will be recognised by. */
export interface MadeSecret {
  readonly text: Secret;
  readonly recognised: Recognised;
}

/** Makes a code, kept as a sealed slow hash, or a link, kept as a digest. */
export class MakeResetSecret {
  constructor(
    private readonly hashing: PasswordHashing,
    private readonly secrets: ResetSecrets,
    private readonly tokens: ResetTokens,
    private readonly pages: ResetPages,
  ) {}

  secret(due: DueReset, planned: PlannedSecret): Promise<MadeSecret | Refused<CapacityRefusal>> {
    return planned.kind === 'link' ? this.link(due) : this.code(due, planned);
  }

  private async link(due: DueReset): Promise<MadeSecret> {
    const link = this.secrets.link();
    const page = await this.pages.ofTenant(due.tenant, 'reset');
    // In the fragment, which no browser sends to any server and no proxy logs.
    const fragment = new URLSearchParams({
      resetRequestId: this.tokens.requestToken(due),
      code: link.reveal(),
    });
    const digest = this.secrets.digest(link);
    return {
      text: new Secret(`${page}#${fragment.toString()}`),
      recognised: { kind: 'link', digest, minutes: LINK_MINUTES },
    };
  }

  private async code(
    due: DueReset,
    { subject }: PlannedSecret,
  ): Promise<MadeSecret | Refused<CapacityRefusal>> {
    const code = this.secrets.code();
    const owner = { tenant: due.tenant, subject };
    const envelope = await this.hashing.admitted(owner, (turn) =>
      turn.sealCode(code, codeBinding(due, subject, due.step)),
    );
    if (typeof envelope !== 'string') return envelope;
    return { text: code, recognised: { kind: 'code', envelope, minutes: CODE_MINUTES } };
  }
}
