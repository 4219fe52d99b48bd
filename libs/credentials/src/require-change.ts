import type { Origin, Outcome, SubjectId, TenantId } from '#libs/identity';
import { done, refused } from '#libs/identity';

import type { RequestedReason } from './account.js';
import type { PasswordCredentials } from './ports/password-credentials.js';

interface Requirement {
  readonly tenant: TenantId;
  readonly reason: RequestedReason;
  /** The program that asks for it, on whoever's behalf. */
  readonly client: string;
  readonly origin: Origin;
}

export interface RequireChangeCommand extends Requirement {
  readonly subject: SubjectId;
}

export interface RequireChangesCommand extends Requirement {
  /** Undefined: the whole tenant. */
  readonly group: string | undefined;
}

export interface RequireListCommand extends Requirement {
  readonly subjects: readonly SubjectId[];
}

/** Of how many it has been asked, and of whom it could not be. */
export interface RequiredOfList {
  readonly required: number;
  readonly without: readonly SubjectId[];
}

/** What has been asked for, since when. */
export interface RequiredChanges {
  readonly requiredAt: Date;
}

/**
 * Asks people for another password. From then on only the change flow is open to them, until they
 * have changed it; nothing else of theirs is touched, and nobody is signed out.
 */
export class RequireChange {
  constructor(private readonly credentials: PasswordCredentials) {}

  async ofPerson(
    command: RequireChangeCommand,
  ): Promise<Outcome<undefined, { readonly code: 'no_password_set' }>> {
    const { tenant, subject, reason, client, origin } = command;
    const cause = { ...origin, client };
    const required = await this.credentials.forceChange({ tenant, subject }, reason, cause);
    return required ? done(undefined) : refused({ code: 'no_password_set' });
  }

  /** One after the other; who has no password, or is nobody, is told and stops nobody else. */
  async ofList({ subjects, ...requirement }: RequireListCommand): Promise<RequiredOfList> {
    const without: SubjectId[] = [];
    for (const subject of subjects) {
      const outcome = await this.ofPerson({ ...requirement, subject });
      if (outcome.kind === 'refused') without.push(subject);
    }
    return { required: subjects.length - without.length, without };
  }

  /** Everybody whose password is older than this, however many they are and whoever joins later. */
  async ofMany(
    command: RequireChangesCommand,
  ): Promise<Outcome<RequiredChanges, { readonly code: 'not_found' }>> {
    const { tenant, group, reason, client, origin } = command;
    const cause = { ...origin, client };
    const requiredAt = await this.credentials.forceChanges({ tenant, group }, reason, cause);
    return requiredAt ? done({ requiredAt }) : refused({ code: 'not_found' });
  }
}
