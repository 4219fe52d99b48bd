import type { IdentifierSpelling } from '#libs/credentials';
import type { CapacityRefusal, FieldProblem, Outcome } from '#libs/identity';
import { availableMethods, done, FIRST_FACTORS, refused } from '#libs/identity';

import type {
  EnrolledMedium,
  Mediums,
  MediumType,
  MediumWrite,
  PersonsFactors,
} from './ports/mediums.js';

export interface PutMediumCommand extends MediumWrite {
  readonly name: string;
  readonly verified: boolean;
}

export type MediumRefusal =
  | CapacityRefusal
  | { readonly code: 'not_found' }
  | { readonly code: 'invalid_request'; readonly fields: readonly FieldProblem[] }
  | { readonly code: 'last_first_factor' };

type Refusable<Value> = Promise<Outcome<Value, MediumRefusal>>;

/** Others who enrol and remove factors of the same person at the same moment are few. */
const MOST_TRIES = 5;

const CONTENDED: CapacityRefusal = { code: 'temporarily_overloaded', retryAfterSeconds: 1 };

const wrong = (field: string, problem: string) =>
  refused({ code: 'invalid_request', fields: [{ field, problem }] } as const);

/** Keeps where a person is reached and what they sign in with; the last way in stays. */
export class KeepMediums {
  constructor(
    private readonly mediums: Mediums,
    private readonly spelling: IdentifierSpelling,
  ) {}

  async put(command: PutMediumCommand): Refusable<'created' | 'updated'> {
    const { type, id, verified } = command;
    return this.untilWritten(command, async (factors) => {
      const known = factors.mediums.find((one) => one.id === id);
      if (known && known.type !== type) return wrong('id', 'is a medium of another type');
      const name = this.spelled(type, command.name, factors.region);
      if (name === undefined) return wrong('name', 'cannot be read as what its type says');

      const after = [...without(factors, id), { id, type, usable: verified }];
      if (known && closes(factors, after)) return refused({ code: 'last_first_factor' });
      const written = await this.mediums.put({ ...command, name }, factors.factorsVersion);
      return written ? done(known ? 'updated' : 'created') : undefined;
    });
  }

  async remove(command: MediumWrite): Refusable<undefined> {
    const { type, id } = command;
    return this.untilWritten(command, async (factors) => {
      const known = factors.mediums.some((one) => one.id === id && one.type === type);
      if (!known) return refused({ code: 'not_found' });
      if (closes(factors, without(factors, id))) return refused({ code: 'last_first_factor' });
      return (await this.mediums.remove(command, factors.factorsVersion))
        ? done(undefined)
        : undefined;
    });
  }

  /** Judged anew as often as another factor has come or gone in between. */
  private async untilWritten<Value>(
    { tenant, subject }: MediumWrite,
    attempt: (factors: PersonsFactors) => Promise<Outcome<Value, MediumRefusal> | undefined>,
  ): Refusable<Value> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const factors = await this.mediums.factorsOf(tenant, subject);
      if (!factors) return refused({ code: 'not_found' });
      const outcome = await attempt(factors);
      if (outcome) return outcome;
    }
    return refused(CONTENDED);
  }

  /** Where messages are sent to, in the one spelling that they are sent by. */
  private spelled(type: MediumType, name: string, region: string | undefined): string | undefined {
    if (type === 'SMS' || type === 'IVR') return this.spelling.lookupOf('MOBILE', name, region);
    if (type !== 'EMAIL') return name;
    return this.spelling.lookupOf('EMAIL', name, region) === undefined ? undefined : name;
  }
}

const without = ({ mediums }: PersonsFactors, id: string): readonly EnrolledMedium[] =>
  mediums.filter((one) => one.id !== id);

/** Whether a login could begin before, and none could afterwards. */
const closes = (factors: PersonsFactors, after: readonly EnrolledMedium[]): boolean =>
  opens(factors, factors.mediums) && !opens(factors, after);

function opens(
  { switchedOn, hasPassword }: PersonsFactors,
  mediums: readonly EnrolledMedium[],
): boolean {
  const available = availableMethods(switchedOn);
  if (hasPassword && available.has('PASSWORD')) return true;
  return mediums.some(
    ({ type, usable }) => usable && available.has(type) && FIRST_FACTORS.has(type),
  );
}
