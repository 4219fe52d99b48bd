import type { Origin, Outcome, SubjectId, TenantId } from '#libs/identity';
import { done, refused } from '#libs/identity';

import type { Subjects } from '../ports/subjects.js';

type NotFound = { readonly code: 'not_found' };

export interface WhichSubject {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
}

export interface EraseSubjectCommand extends WhichSubject {
  readonly client: string;
  readonly origin: Origin;
}

/** What a person may ask for: everything that is known of them, and that nothing is. */
export class EraseSubject {
  constructor(private readonly subjects: Subjects) {}

  async erase(command: EraseSubjectCommand): Promise<Outcome<undefined, NotFound>> {
    const { tenant, subject, client, origin } = command;
    const erased = await this.subjects.erase({ tenant, subject }, { ...origin, client });
    return erased ? done(undefined) : refused({ code: 'not_found' });
  }

  async exported(who: WhichSubject): Promise<Outcome<object, NotFound>> {
    const everything = await this.subjects.exported(who);
    return everything ? done(everything) : refused({ code: 'not_found' });
  }
}
