import type { PolicyClash, PolicySettingsRefusal } from '#libs/credentials';
import type { Deviation, Explanation, Language, PolicyDocument } from '#libs/password-policy';
import {
  isName,
  NAME_PROBLEM,
  readPolicyDocument,
  sayContradiction,
  sayDeviation,
  sayShadowClash,
} from '#libs/password-policy';
import type { Reply } from '#libs/platform';
import { invalid, problem } from '#libs/platform';

import { ADMIN_WORDS } from './admin.errors.js';

/** The group that a query names; undefined: the whole tenant. */
export function groupOf(group: unknown): string | undefined {
  if (group === undefined || isName(group)) return group;
  return invalid([{ field: 'group', problem: NAME_PROBLEM }]);
}

export function documentOf(body: unknown): PolicyDocument {
  const read = readPolicyDocument(body);
  return 'document' in read ? read.document : invalid(read.problems);
}

export const explanationWire = (explanations: readonly Explanation[]) => ({
  rules: explanations.map(({ rule, value, imposedBy }) => ({ rule, value, imposed_by: imposedBy })),
});

export const complianceWire = (found: readonly Deviation[], language: Language) => ({
  compliant: found.length === 0,
  deviations: found.map((one) => ({ ...one, text: sayDeviation(one, language) })),
});

/** With whose policy in shadow, where what is in force agrees. */
export const clashWire = ({ inShadowOf, ...clash }: PolicyClash, language: Language) =>
  inShadowOf
    ? { ...clash, in_shadow_of: inShadowOf, text: sayShadowClash(clash, language) }
    : { ...clash, text: sayContradiction(clash, language) };

/** A contradiction names the rules that clash, so that an editor can point at them. */
export function refusalWire(
  refusal: PolicySettingsRefusal,
  about: { readonly requestId: string; readonly publicUrl: string },
  language: Language,
): Reply {
  const reply = problem(ADMIN_WORDS, refusal, about);
  if (refusal.code !== 'policy_contradiction') return reply;
  const contradictions = refusal.contradictions.map((one) => clashWire(one, language));
  return { ...reply, body: { ...(reply.body as object), contradictions } };
}
