import type { Caller, Origin, Outcome } from '#libs/identity';
import { admitAdmin, admitAdminWrite, done, refused } from '#libs/identity';
import type {
  OutlinedRules,
  PolicyDocument,
  PolicyOutline,
  UnusablePattern,
} from '#libs/password-policy';
import { outlineOf, withOutline } from '#libs/password-policy';

import { judgedAgain } from './judged-again.js';
import { savedOf } from './policy-clashes.js';
import type { PolicySettingsRefusal } from './policy-settings.js';
import type { PoliciesOnArrival, SavedPolicy, TenantPolicies } from './ports/tenant-policies.js';
import { savePolicy } from './save-policy.js';

/** Every way an operation on outlines may end without changing anything. */
export type PolicyOutlinesRefusal =
  | PolicySettingsRefusal
  | { readonly code: 'not_found' }
  | { readonly code: 'policy_exists' }
  | ({ readonly code: 'pattern_not_supported' } & UnusablePattern);

export interface OutlinedPolicy extends OutlinedRules {
  /** Undefined: the whole tenant. */
  readonly group: string | undefined;
  readonly name: string;
  readonly version: number;
}

export interface RemovePolicyCommand {
  readonly caller: Caller;
  readonly origin: Origin;
  /** Undefined: the whole tenant. */
  readonly group: string | undefined;
  /** Without one the version read on arrival is what must still stand when it is written. */
  readonly expectedVersion: number | undefined;
}

export interface OutlinePolicyCommand extends RemovePolicyCommand {
  readonly name: string;
  readonly outline: Partial<PolicyOutline>;
}

type Refusable<Value> = Promise<Outcome<Value, PolicyOutlinesRefusal>>;
type Judged = Promise<Awaited<Refusable<OutlinedPolicy>> | 'beaten'>;
type Redraw = (document: PolicyDocument) => Redrawn;
type Redrawn = { readonly document: PolicyDocument } | UnusablePattern;

/**
 * The same policies for tools that create, list and delete them, and know only a part of each. A
 * policy exists when it has a name or a rule of its own.
 */
export class PolicyOutlines {
  constructor(private readonly policies: TenantPolicies) {}

  async list(caller: Caller): Refusable<readonly OutlinedPolicy[]> {
    const arrived = admitAdmin(caller, await this.policies.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    const { tenant, groups } = arrived.value.policies;
    const all = [[undefined, tenant] as const, ...groups];
    const existing = all.filter(([, saved]) => exists(saved));
    return done(existing.map(([group, saved]) => outlined(caller, group, saved)));
  }

  async read(caller: Caller, group: string | undefined): Refusable<OutlinedPolicy> {
    const arrived = admitAdmin(caller, await this.policies.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    const saved = savedOf(arrived.value.policies, group);
    return exists(saved) ? done(outlined(caller, group, saved)) : refused({ code: 'not_found' });
  }

  async create(command: OutlinePolicyCommand): Refusable<OutlinedPolicy> {
    return judgedAgain(() => this.judgedAndCreated(command));
  }

  async replace(command: OutlinePolicyCommand): Refusable<OutlinedPolicy> {
    return this.overwrite(command, drawnAs(command));
  }

  /** Back to the preset; the rules that no outline can say go as well. */
  async remove(command: RemovePolicyCommand): Refusable<OutlinedPolicy> {
    return this.overwrite(command, ({ format, preset }) => ({
      document: { format, ...(preset && { preset }), rules: {} },
    }));
  }

  private async judgedAndCreated(command: OutlinePolicyCommand): Judged {
    const arrived = await this.admittedToWrite(command.caller);
    if (arrived.kind === 'refused') return arrived;
    const before = savedOf(arrived.value.policies, command.group);

    if (exists(before)) return refused({ code: 'policy_exists' });
    const { expectedVersion = before.version } = command;
    if (expectedVersion !== before.version) return refused({ code: 'precondition_failed' });
    return this.redrawn(command, arrived.value, drawnAs(command));
  }

  /** However often it is judged again, only what stood on arrival is overwritten. */
  private overwrite(command: RemovePolicyCommand, redraw: Redraw): Refusable<OutlinedPolicy> {
    let seen: SavedPolicy | undefined;
    return judgedAgain(async () => {
      const arrived = await this.admittedToWrite(command.caller);
      if (arrived.kind === 'refused') return arrived;
      const before = savedOf(arrived.value.policies, command.group);

      seen ??= before;
      if (!exists(seen)) return refused({ code: 'not_found' });
      const { expectedVersion = seen.version } = command;
      if (expectedVersion !== before.version) return refused({ code: 'precondition_failed' });
      return this.redrawn(command, arrived.value, redraw);
    });
  }

  private async admittedToWrite(caller: Caller): Refusable<PoliciesOnArrival> {
    const arrived = admitAdmin(caller, await this.policies.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    const barred = admitAdminWrite(caller, arrived.value);
    return barred ? refused(barred) : arrived;
  }

  private async redrawn(
    command: RemovePolicyCommand,
    arrived: PoliciesOnArrival,
    redraw: Redraw,
  ): Judged {
    const { caller, group } = command;
    const redrawn = redraw(savedOf(arrived.policies, group).document);
    if ('problem' in redrawn) return refused({ code: 'pattern_not_supported', ...redrawn });
    const saved = await savePolicy(this.policies, arrived, { ...command, ...redrawn });
    if (saved === 'beaten') return saved;
    return saved.kind === 'done' ? done(outlined(caller, group, saved.value)) : saved;
  }
}

const exists = ({ document: { name, rules } }: SavedPolicy): boolean =>
  name !== undefined || Object.keys(rules).length > 0;

const drawnAs =
  ({ name, outline }: OutlinePolicyCommand) =>
  (document: PolicyDocument): Redrawn =>
    withOutline(document, name, outline);

const outlined = (
  { tenant }: Caller,
  group: string | undefined,
  { version, document }: SavedPolicy,
): OutlinedPolicy => ({
  ...{ group, version, name: document.name ?? group ?? tenant },
  ...outlineOf(document, group === undefined ? 'tenant' : 'group'),
});
