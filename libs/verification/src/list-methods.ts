import type { AccessRefusal, Caller, Outcome, Standing, VerificationType } from '#libs/identity';
import {
  availableMethods,
  CATALOGUE,
  done,
  maskEmail,
  maskPhone,
  maskWhole,
  refused,
  sessionProblem,
} from '#libs/identity';

import type { Medium, VerificationMethods } from './ports/verification-methods.js';

export interface MethodState {
  readonly type: VerificationType;
  readonly active: boolean;
}

/** Enough for its owner, nothing for anybody else. */
export interface MaskedMedium {
  readonly id: string;
  readonly keyName: string;
}

export interface ConfiguredMethod {
  readonly type: VerificationType;
  readonly mediums: readonly MaskedMedium[];
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
    const { switchedOn, mediums, hasPassword } = arrived.value;
    const available = availableMethods(switchedOn);
    const methods: { type: VerificationType; mediums: MaskedMedium[] }[] = [];
    for (const medium of mediums) {
      if (!available.has(medium.type)) continue;
      const masked = { id: medium.id, keyName: keyNameOf(medium) };
      const method = methods.find(({ type }) => type === medium.type);
      if (method) method.mediums.push(masked);
      else methods.push({ type: medium.type, mediums: [masked] });
    }
    if (hasPassword && available.has('PASSWORD')) methods.push({ type: 'PASSWORD', mediums: [] });
    return done(methods);
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

function keyNameOf({ type, name }: Medium): string {
  switch (type) {
    case 'EMAIL':
      return maskEmail(name);
    case 'SMS':
    case 'IVR':
      return maskPhone(name);
    case 'BACKUPCODE':
    case 'PATTERN':
    case 'PASSWORD':
      return maskWhole(name);
    case 'TOTP':
    case 'FIDO2':
    case 'PUSH':
    case 'TOUCHID':
    case 'FACE':
      return name; // what the person called the device
  }
}
