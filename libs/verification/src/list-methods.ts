import type { AccessRefusal, Caller, Outcome, Standing, VerificationType } from '#libs/identity';
import { availableMethods, CATALOGUE, done, refused, sessionProblem } from '#libs/identity';

import type { ConfiguredMethod } from './configured-methods.js';
import { configuredMethods } from './configured-methods.js';
import type { VerificationMethods } from './ports/verification-methods.js';

export interface MethodState {
  readonly type: VerificationType;
  readonly active: boolean;
}

type Refusable<Value> = Promise<Outcome<Value, AccessRefusal>>;

/** Which methods a tenant allows, and which of them a person has configured. */
export class ListMethods {
  constructor(private readonly methods: VerificationMethods) {}

  /** The whole catalogue, in its own order, each with whether people here may use it. */
  async available(caller: Caller): Refusable<readonly MethodState[]> {
    const arrived = admitted(caller, await this.methods.ofTenant(caller));
    if (arrived.kind === 'refused') return arrived;
    const available = availableMethods(arrived.value.switchedOn);
    return done(CATALOGUE.map((type) => ({ type, active: available.has(type) })));
  }

  /** What the person has enrolled of what the tenant allows, in enrolment order, PASSWORD last. */
  async configured(caller: Caller): Refusable<readonly ConfiguredMethod[]> {
    const arrived = admitted(caller, await this.methods.ofSubject(caller));
    if (arrived.kind === 'refused') return arrived;
    return done(configuredMethods(arrived.value));
  }
}

function admitted<Arrival extends { readonly standing: Standing }>(
  caller: Caller,
  arrival: Arrival | undefined,
): Outcome<Arrival, AccessRefusal> {
  if (!arrival) return refused({ code: 'invalid_token', problem: 'invalid' });
  const problem = sessionProblem(caller, arrival.standing);
  return problem ? refused({ code: 'invalid_token', problem }) : done(arrival);
}
