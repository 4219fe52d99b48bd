import { Sessions } from '#libs/credentials';
import type { Standing, SubjectId, TenantId } from '#libs/identity';

/** Standings in memory; counts how often it is asked, and fails while the database is away. */
export class FakeSessions extends Sessions {
  readonly known = new Map<SubjectId, Standing>();
  looks = 0;
  away = false;
  /** Answers with what was true when it was asked, once this is resolved. */
  slow: Promise<void> | undefined;

  override async standings(_tenant: TenantId, subjects: readonly SubjectId[]) {
    this.looks += 1;
    if (this.away) throw new Error('the database is away');
    const found = subjects.flatMap((subject) => {
      const standing = this.known.get(subject);
      return standing ? [[subject, standing] as const] : [];
    });
    await this.slow;
    return new Map(found);
  }

  override endAll(): Promise<Standing | undefined> {
    return Promise.resolve(undefined);
  }
}
