import {
  Allow,
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsInt,
  Max,
  Min,
} from 'class-validator';

import type {
  OutlinedPolicy,
  OutlinePolicyCommand,
  PolicyOutlinesRefusal,
} from '#libs/credentials';
import type { PolicyOutline } from '#libs/password-policy';
import { isName, NAME_PROBLEM } from '#libs/password-policy';
import type { Reply } from '#libs/platform';
import { invalid, MayBeAbsent, nativeRefusal, strictBody } from '#libs/platform';

import { POLICIES_WORDS } from './policies.errors.js';
import { clashWire } from './policy-settings.wire.js';

/** More than there are rules to say; each is read when it is saved. */
const MOST_PATTERNS = 100;

/** The ranges of the rules that they stand for. */
const MOST_REMEMBERED = 24;
const MOST_DAYS = 3650;

const TENANT = 'tenant';
const GROUP = 'group:';

export class PolicyWire {
  @MayBeAbsent() @IsDefined() _id?: unknown;
  @IsDefined() policy_name!: unknown;
  @IsDefined() passwordPolicy!: unknown;
  /** Part of the answers; clients send back what they read. */
  @MayBeAbsent() @Allow() kept_rules?: unknown;
}

class PasswordPolicyWire {
  @MayBeAbsent() @IsBoolean() blockCompromised?: boolean;
  @MayBeAbsent() @IsInt() @Min(0) @Max(MOST_REMEMBERED) denyUsageCount?: number;
  @MayBeAbsent() @IsArray() @ArrayMaxSize(MOST_PATTERNS) strengthRegexes?: unknown[];
  @MayBeAbsent() @IsDefined() changeEnforcement?: unknown;
}

class ChangeEnforcementWire {
  @MayBeAbsent() @IsInt() @Min(0) @Max(MOST_DAYS) expirationInDays?: number;
  @MayBeAbsent() @IsInt() @Min(0) @Max(MOST_DAYS) notifyUserBeforeInDays?: number;
}

type Which = Pick<OutlinePolicyCommand, 'group'>;

/** Whose policy an id names. */
export function whoseOf(id: unknown, field = 'id'): Which {
  if (id === TENANT) return { group: undefined };
  const group = typeof id === 'string' && id.startsWith(GROUP) ? id.slice(GROUP.length) : '';
  if (isName(group)) return { group };
  return invalid([{ field, problem: `must be ${TENANT} or ${GROUP}<name>` }]);
}

/** What is asked, and of whom: the id of the path, or else the body's, or else the tenant's. */
export function outlineCommand(
  id: string | undefined,
  body: unknown,
): Which & Pick<OutlinePolicyCommand, 'name' | 'outline'> {
  const { _id = id ?? TENANT, policy_name: name, passwordPolicy } = strictBody(PolicyWire, body);
  const which = whoseOf(_id, '_id');
  if (id !== undefined && whoseOf(id).group !== which.group) {
    return invalid([{ field: '_id', problem: 'is not the id in the path' }]);
  }
  if (!isName(name)) return invalid([{ field: 'policy_name', problem: NAME_PROBLEM }]);
  return { ...which, name, outline: passwordPolicyOf(passwordPolicy) };
}

function passwordPolicyOf(given: unknown): Partial<PolicyOutline> {
  const wire = strictBody(PasswordPolicyWire, given, {}, 'passwordPolicy');
  const { blockCompromised, denyUsageCount, strengthRegexes, changeEnforcement = {} } = wire;
  const within = 'passwordPolicy.changeEnforcement';
  const ages = strictBody(ChangeEnforcementWire, changeEnforcement, {}, within);
  const { expirationInDays: days, notifyUserBeforeInDays: warningDays } = ages;
  return {
    ...(strengthRegexes && { patterns: patternsOf(strengthRegexes) }),
    ...(blockCompromised !== undefined && { refusesBreached: blockCompromised }),
    ...(denyUsageCount !== undefined && { history: denyUsageCount }),
    ...(days !== undefined && { maximumAgeDays: days === 0 ? null : days }),
    ...(warningDays !== undefined && { warningDays }),
  };
}

function patternsOf(given: readonly unknown[]): readonly string[] {
  const fits = (one: unknown): one is string => typeof one === 'string';
  const wrong = given.findIndex((one) => !fits(one));
  if (wrong < 0) return given.filter(fits);
  const field = `passwordPolicy.strengthRegexes[${String(wrong)}]`;
  return invalid([{ field, problem: 'must be a string' }]);
}

export const idOf = (group: string | undefined): string =>
  group === undefined ? TENANT : `${GROUP}${group}`;

export const policyWire = ({ group, name, outline, kept }: OutlinedPolicy) => ({
  _id: idOf(group),
  policy_name: name,
  passwordPolicy: {
    blockCompromised: outline.refusesBreached,
    denyUsageCount: outline.history,
    strengthRegexes: outline.patterns,
    changeEnforcement: {
      expirationInDays: outline.maximumAgeDays ?? 0,
      notifyUserBeforeInDays: outline.warningDays,
    },
  },
  kept_rules: kept,
});

export function policyRefusal(refusal: PolicyOutlinesRefusal, requestId: string): Reply {
  const reply = nativeRefusal(POLICIES_WORDS, refusal, requestId);
  const body = reply.body as { readonly error: object };
  return { ...reply, body: { ...body, error: { ...body.error, ...detailsOf(refusal) } } };
}

/** What an editor needs to point at what is wrong. */
function detailsOf(refusal: PolicyOutlinesRefusal): object {
  if (refusal.code === 'pattern_not_supported') {
    return { pattern: { index: refusal.index, reason: refusal.problem } };
  }
  if (refusal.code !== 'policy_contradiction') return {};
  const { contradictions } = refusal;
  return {
    contradictions: contradictions.map((one) => clashWire(one, 'en')),
  };
}
