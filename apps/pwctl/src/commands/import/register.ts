import type { Cause, PutSubject, PutSubjectRefusal, ToldPerson } from '#libs/credentials';
import type { TenantId } from '#libs/identity';
import { refused } from '#libs/identity';

import type { ReadLine, Rejected } from './batches.js';
import type { ImportRecord } from './records.js';

/** People in one transaction: each holds a lock for each of its identifiers until all are written. */
const TOGETHER = 100;

/** Transactions; as many as keep a database of a few cores busy. */
const AT_ONCE = 3;

/** Registers people as their directory would: nobody gets what somebody else is found by. */
export class RegisterPeople {
  constructor(
    private readonly tenant: TenantId,
    private readonly putSubject: PutSubject,
    private readonly cause: Cause,
  ) {}

  async register(
    lines: readonly ReadLine[],
  ): Promise<{ readonly registered: readonly ReadLine[]; readonly rejected: readonly Rejected[] }> {
    const registered: ReadLine[] = [];
    const rejected: Rejected[] = [];
    const waiting = inPieces(lines, TOGETHER).values();
    const worker = async (): Promise<void> => {
      for (const piece of waiting) {
        const people = piece.map(({ record }) => personOf(record));
        const outcomes = await this.putSubject.putAll(this.tenant, people, this.cause);
        for (const line of piece) {
          const outcome = outcomes.get(line.record.subject) ?? refused({ code: 'not_found' });
          if (outcome.kind === 'done') registered.push(line);
          else
            rejected.push({ number: line.number, reason: reasonOf(outcome.refusal, line.record) });
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return { registered, rejected };
  }
}

const inPieces = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );

const personOf = ({ subject, identifiers }: ImportRecord): ToldPerson => ({
  ...{ subject, identifiers },
  ...{ status: 'active', names: {}, groups: [], links: [] },
});

/** Which identifier it is, by its type: its value is nobody's business in a log. */
function reasonOf(refusal: PutSubjectRefusal, { identifiers }: ImportRecord): string {
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
