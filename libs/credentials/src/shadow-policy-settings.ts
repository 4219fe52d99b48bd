import type { Caller, Origin, Outcome } from '#libs/identity';
import { admitAdmin, admitAdminWrite, done, refused } from '#libs/identity';
import type { PolicyDocument } from '#libs/password-policy';
import { composedPolicy } from '#libs/password-policy';

import type { Forecast } from './forecast.js';
import { forecastOf } from './forecast.js';
import { judgedAgain } from './judged-again.js';
import { clashesWith } from './policy-clashes.js';
import type { PolicySettingsRefusal, SavePolicyCommand } from './policy-settings.js';
import type { ShadowCounts, ShadowDay } from './ports/shadow-counts.js';
import type {
  PoliciesOnArrival,
  SavedShadow,
  ShadowWrite,
  TenantPolicies,
} from './ports/tenant-policies.js';

/** What is tried out, and what became of it so far. */
export interface ShadowOnTrial {
  /** Counts publishing and withdrawing alike. */
  readonly version: number;
  /** Absent: nothing is tried out. */
  readonly trial?: { readonly document: PolicyDocument; readonly forecast: Forecast };
}

export type WithdrawShadowCommand = Omit<SavePolicyCommand, 'document'>;

type Outcomes<Value> = Outcome<Value, PolicySettingsRefusal>;
type Refusable<Value> = Promise<Outcomes<Value>>;

const NEVER_PUBLISHED: SavedShadow = { version: 0 };

/** Policies in shadow: scored on passwords that pass by, binding nobody. For the tenant's admins. */
export class ShadowPolicySettings {
  constructor(
    private readonly policies: TenantPolicies,
    private readonly counts: ShadowCounts,
  ) {}

  async read(caller: Caller, group: string | undefined): Refusable<ShadowOnTrial> {
    const arrived = admitAdmin(caller, await this.policies.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    const shadow = shadowOf(arrived.value, group);
    if (!shadow.published) return done({ version: shadow.version });
    const mark = { tenant: caller.tenant, group, version: shadow.version };
    return done(onTrial(arrived.value, group, shadow, await this.counts.soFar(mark)));
  }

  /** A document that asks for nothing withdraws the one that is tried out. */
  async publish(command: SavePolicyCommand): Refusable<ShadowOnTrial> {
    const { document } = command;
    const empty = document.preset === undefined && Object.keys(document.rules).length === 0;
    return judgedAgain(() => this.save(command, empty ? undefined : document));
  }

  async withdraw(command: WithdrawShadowCommand): Refusable<ShadowOnTrial> {
    return judgedAgain(() => this.save(command, undefined));
  }

  private async save(
    command: WithdrawShadowCommand,
    document: PolicyDocument | undefined,
  ): Promise<Outcomes<ShadowOnTrial> | 'beaten'> {
    const { caller, group, expectedVersion } = command;
    const arrived = admitAdmin(caller, await this.policies.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    const { subject, policies, policiesVersion } = arrived.value;
    const before = shadowOf(arrived.value, group);

    const barred = admitAdminWrite(caller, arrived.value);
    if (barred) return refused(barred);
    if (expectedVersion === undefined) return refused({ code: 'precondition_required' });
    if (expectedVersion !== before.version) return refused({ code: 'precondition_failed' });
    if (!document && !before.published) return done({ version: before.version });

    const clashes = document ? clashesWith(policies, group, document) : [];
    if (clashes.length > 0) {
      return refused({ code: 'policy_contradiction', contradictions: clashes });
    }

    const write = writeOf(command, subject, document);
    const seen = { version: before.version, policiesVersion };
    const saved = await this.policies.saveShadow(write, seen);
    return saved ? done(onTrial(arrived.value, group, saved, [])) : 'beaten';
  }
}

const writeOf = (
  { caller, group, origin }: { caller: Caller; group: string | undefined; origin: Origin },
  by: ShadowWrite['by'],
  document: PolicyDocument | undefined,
): ShadowWrite => ({ tenant: caller.tenant, by, origin, group, document });

const shadowOf = ({ policies }: PoliciesOnArrival, group: string | undefined): SavedShadow =>
  policies.shadows.get(group) ?? NEVER_PUBLISHED;

function onTrial(
  { policies, secondFactorRequired }: PoliciesOnArrival,
  group: string | undefined,
  { version, published }: SavedShadow,
  days: readonly ShadowDay[],
): ShadowOnTrial {
  if (!published) return { version };
  const { document, since } = published;
  const composition =
    group === undefined
      ? { tenant: document }
      : { tenant: policies.tenant.document, groups: [{ name: group, document }] };
  const policy = composedPolicy(composition, secondFactorRequired);
  return { version, trial: { document, forecast: forecastOf(policy, since, days) } };
}
