import type {
  Cause,
  IdentifierSpelling,
  NamedTenant,
  PutSubjectRefusal,
  Subjects,
} from '#libs/credentials';
import { PutSubject, Tenants } from '#libs/credentials';
import type { TenantId } from '#libs/identity';

import type { ReadLine, Rejected } from './batches.js';
import type { ImportRecord } from './records.js';

/** The one of the import: nobody has to be asked for it again with every line. */
class OneTenant extends Tenants {
  constructor(private readonly one: NamedTenant) {
    super();
  }

  override named(tenant: TenantId): Promise<NamedTenant | undefined> {
    return Promise.resolve(tenant === this.one.tenant ? this.one : undefined);
  }

  /** No import names one by its brand. */
  override ofBrand(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}

/** Of a pool of ten connections; two are left to whoever reads and imports meanwhile. */
const AT_ONCE = 8;

/**
 * Registers people as their directory would: one after the other in a transaction of its own, and
 * nobody gets what somebody else is found by.
 */
export class RegisterPeople {
  private readonly putSubject: PutSubject;

  constructor(
    private readonly named: NamedTenant,
    subjects: Subjects,
    spelling: IdentifierSpelling,
    private readonly cause: Cause & { readonly client: string },
  ) {
    this.putSubject = new PutSubject(subjects, new OneTenant(named), spelling);
  }

  async register(
    lines: readonly ReadLine[],
  ): Promise<{ readonly registered: readonly ReadLine[]; readonly rejected: readonly Rejected[] }> {
    const registered: ReadLine[] = [];
    const rejected: Rejected[] = [];
    const waiting = lines.values();
    const worker = async (): Promise<void> => {
      for (const line of waiting) {
        const reason = await this.objection(line.record);
        if (reason === undefined) registered.push(line);
        else rejected.push({ number: line.number, reason });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return { registered, rejected };
  }

  private async objection({ subject, identifiers }: ImportRecord): Promise<string | undefined> {
    const { client, ...origin } = this.cause;
    const outcome = await this.putSubject.put({
      ...{ tenant: this.named.tenant, subject, identifiers, client, origin },
      ...{ status: 'active', names: {}, groups: [], links: [] },
    });
    return outcome.kind === 'done' ? undefined : reasonOf(outcome.refusal, identifiers);
  }
}

/** Which identifier it is, by its type: its value is nobody's business in a log. */
function reasonOf(refusal: PutSubjectRefusal, identifiers: ImportRecord['identifiers']): string {
  const typeAt = (index: number): string => identifiers[index]?.type ?? 'an identifier';
  switch (refusal.code) {
    case 'invalid_request':
      return refusal.fields
        .map(({ field, problem }) => `${typeAt(Number(/\d+/.exec(field)?.[0]))} ${problem}`)
        .join('; ');
    case 'identifier_taken':
      return `${typeAt(refusal.index)} is somebody else's`;
    default:
      return refusal.code;
  }
}
