import type { ShownPolicy } from '#libs/credentials';
import type { Language } from '#libs/password-policy';
import { passwordRulesAttribute, requirements } from '#libs/password-policy';

/** A policy as screens get it, whichever service they ask. */
export const policyWire = ({ policy, version }: ShownPolicy, language: Language) => ({
  preset: policy.preset,
  version,
  requirements: requirements(policy, language).map(({ code, parameters, text }) => ({
    code,
    ...parameters,
    text,
  })),
  passwordrules: passwordRulesAttribute(policy),
  limits: { maximum: policy.maximum, bytes: policy.maximumBytes },
});
