import { Controller, Delete, Inject, UseGuards } from '@nestjs/common';

import type { Asked } from '#libs/auth';
import { AskedByPerson, PersonGuard } from '#libs/auth';
import type { RemovalRefusal } from '#libs/credentials';
import { RemovePassword } from '#libs/credentials';
import type { Reply } from '#libs/platform';
import { nativeRefusal, nativeSuccess, problem } from '#libs/platform';

import { INTERNAL_WORDS } from '../internal/internal.errors.js';
import { removedWire } from '../internal/persons-password.wire.js';
import { PUBLIC_URL } from '../surroundings.js';
import { currentPasswordOf } from './own-password.wire.js';

/** Stands under a path of the native interface, whose envelope its answers keep. */
@Controller('password-srv/password')
@UseGuards(PersonGuard)
export class OwnPasswordController {
  constructor(
    private readonly removePassword: RemovePassword,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Delete()
  async remove(@AskedByPerson() { body, caller, origin }: Asked): Promise<Reply> {
    const currentPassword = currentPasswordOf(body);
    const outcome = await this.removePassword.own({ caller, origin, currentPassword });
    if (outcome.kind === 'refused') return this.refuse(outcome.refusal, origin.requestId);
    const { subject: sub, ...removed } = removedWire(outcome.value);
    return nativeSuccess({ sub, ...removed });
  }

  /** Both of what the path speaks and of what self-service speaks: neither has a word of the other. */
  private refuse(refusal: RemovalRefusal, requestId: string): Reply {
    const details = problem(INTERNAL_WORDS, refusal, { requestId, publicUrl: this.publicUrl });
    const { body } = nativeRefusal(INTERNAL_WORDS, refusal, requestId);
    return { ...details, body: { ...(body as object), ...(details.body as object) } };
  }
}
