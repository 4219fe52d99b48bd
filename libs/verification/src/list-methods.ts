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

/** `keyName` is masked: enough for its owner, nothing for anybody else. */
export interface ConfiguredMethod {
  readonly type: VerificationType;
  readonly mediums: readonly { readonly id: string; readonly keyName: string }[];
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
    const byType = new Map<VerificationType, { id: string; keyName: string }[]>();
    for (const medium of mediums) {
      if (!available.has(medium.type)) continue;
      const entry = { id: medium.id, keyName: masked(medium) };
      byType.set(medium.type, [...(byType.get(medium.type) ?? []), entry]);
    }
    if (hasPassword && available.has('PASSWORD')) byType.set('PASSWORD', []);
    return done([...byType].map(([type, entries]) => ({ type, mediums: entries })));
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

function masked({ type, name }: Medium): string {
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
