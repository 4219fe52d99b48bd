import type { AnswerContext, Answered, PasswordInForce, PasswordRefusal } from '#libs/credentials';
import type { CommonRefusal } from '#libs/identity';
import type { PathDialect, Reply } from '#libs/platform';

/** Everything that an interface of this service may have to refuse. */
export type AnyRefusal = CommonRefusal | PasswordRefusal;

/** One line per refusal, complete by type. A line may look at the refusal that it tells. */
export type WireErrors<Line> = {
  readonly [Code in AnyRefusal['code']]:
    Line | ((refusal: Extract<AnyRefusal, { readonly code: Code }>) => Line);
};

/** Finds the line of a refusal. */
export function lineOf<Line extends object>(errors: WireErrors<Line>, refusal: AnyRefusal): Line {
  const line = errors[refusal.code] as Line | ((refusal: AnyRefusal) => Line);
  return typeof line === 'function' ? line(refusal) : line;
}

/** A published interface: its own words for the same outcomes. */
export interface Dialect extends PathDialect {
  /** Says any refusal, also one that arose before a controller. */
  refuse(refusal: AnyRefusal, about: AnswerContext): Reply;
}

/**
 * Outcome in, reply out: what every controller of a dialect ends with. The answer to an earlier
 * request says about itself what it said then, so that it is the same, byte for byte.
 */
export function reply(
  dialect: Dialect,
  outcome: Answered<PasswordRefusal>,
  asked: AnswerContext,
  success: (inForce: PasswordInForce, about: AnswerContext) => Reply,
): Reply {
  const about = outcome.first ?? asked;
  return outcome.kind === 'done'
    ? success(outcome.value, about)
    : dialect.refuse(outcome.refusal, about);
}
