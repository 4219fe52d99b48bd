import type { IdentifierType, Origin, Outcome, SubjectId, TenantId } from '#libs/identity';
import { done, refused } from '#libs/identity';

import type { Cause } from '../ports/cause.js';
import type { IdentifierSpelling } from '../ports/identifier-spelling.js';
import type { DirectoryEntry, SubjectPut, Subjects } from '../ports/subjects.js';
import type { Tenants } from '../ports/tenants.js';

export interface ToldPerson extends Omit<DirectoryEntry, 'identifiers'> {
  readonly subject: SubjectId;
  /** As people write them. */
  readonly identifiers: readonly {
    readonly type: IdentifierType;
    readonly value: string;
    readonly verified: boolean;
  }[];
}

export interface PutSubjectCommand extends ToldPerson {
  readonly tenant: TenantId;
  readonly client: string;
  readonly origin: Origin;
}

type Put = Extract<SubjectPut, { outcome: 'created' | 'updated' }>;

export type PutSubjectRefusal =
  | { readonly code: 'not_found' }
  | {
      readonly code: 'invalid_request';
      readonly fields: readonly { field: string; problem: string }[];
    }
  | { readonly code: 'identifier_taken'; readonly index: number }
  | { readonly code: 'link_taken'; readonly index: number }
  | { readonly code: 'version_stale'; readonly storedVersion: number };

const UNKNOWN_TENANT = refused({ code: 'not_found' } as const);

const UNREADABLE = 'cannot be read as what its type says';
const TWICE = 'is the same as another one of the list';

/** Keeps a person as their directory tells them; nobody gets what would then fit two. */
export class PutSubject {
  constructor(
    private readonly subjects: Subjects,
    private readonly tenants: Tenants,
    private readonly spelling: IdentifierSpelling,
  ) {}

  async put(command: PutSubjectCommand): Promise<Outcome<Put, PutSubjectRefusal>> {
    const { tenant, subject, client, origin } = command;
    const named = await this.tenants.named(tenant);
    if (!named) return refused({ code: 'not_found' });
    const identifiers = this.spelled(command, named.region);
    const fields = problemsOf(identifiers);
    if (fields.length > 0) return refused({ code: 'invalid_request', fields });

    const entry = { ...command, identifiers };
    const put = await this.subjects.put({ tenant, subject }, entry, { ...origin, client });
    return put ? told(put) : refused({ code: 'not_found' });
  }

  /** The same for many at once, each of them or not. Answers for everybody. */
  async putAll(
    tenant: TenantId,
    people: readonly ToldPerson[],
    cause: Cause,
  ): Promise<ReadonlyMap<SubjectId, Outcome<Put, PutSubjectRefusal>>> {
    const named = await this.tenants.named(tenant);
    if (!named) return new Map(people.map(({ subject }) => [subject, UNKNOWN_TENANT]));
    const outcomes = new Map<SubjectId, Outcome<Put, PutSubjectRefusal>>();
    const readable = people.flatMap((person) => {
      const { subject } = person;
      const identifiers = this.spelled(person, named.region);
      const fields = problemsOf(identifiers);
      if (fields.length === 0) return [{ subject, entry: { ...person, identifiers } }];
      outcomes.set(subject, refused({ code: 'invalid_request', fields }));
      return [];
    });
    for (const [subject, put] of await this.subjects.putAll(tenant, readable, cause)) {
      outcomes.set(subject, told(put));
    }
    return outcomes;
  }

  private spelled({ identifiers }: ToldPerson, region: string | undefined) {
    return identifiers.map((one) => ({
      ...one,
      lookup: this.spelling.lookupOf(one.type, one.value, region) ?? '',
    }));
  }
}

function problemsOf(identifiers: DirectoryEntry['identifiers']) {
  const seen = new Set<string>();
  return identifiers.flatMap(({ type, lookup }, index) => {
    const key = `${type} ${lookup}`;
    const problem = lookup === '' ? UNREADABLE : seen.has(key) ? TWICE : undefined;
    seen.add(key);
    return problem === undefined ? [] : [{ field: `identifiers[${String(index)}]`, problem }];
  });
}

function told(put: SubjectPut): Outcome<Put, PutSubjectRefusal> {
  switch (put.outcome) {
    case 'created':
    case 'updated':
      return done(put);
    case 'stale':
      return refused({ code: 'version_stale', storedVersion: put.version });
    case 'identifier_taken':
    case 'link_taken':
      return refused({ code: put.outcome, index: put.index });
  }
}
