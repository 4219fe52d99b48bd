import { Attempts } from '#libs/credentials';
import type { AttemptLimit, Evidence, FailedAttempt } from '#libs/credentials';
import type { SubjectId } from '#libs/identity';

export class FakeAttempts extends Attempts {
  readonly failures: SubjectId[] = [];
  readonly booked: { readonly evidence: Evidence; readonly limit: AttemptLimit }[] = [];
  readonly forgiven: Evidence[] = [];

  failed({ subject, evidence, limit }: FailedAttempt): Promise<number> {
    this.failures.push(subject);
    this.booked.push({ evidence, limit });
    return Promise.resolve(0);
  }

  cleared(_tenant: unknown, _subject: unknown, evidence: Evidence): Promise<void> {
    this.forgiven.push(evidence);
    return Promise.resolve();
  }
}
