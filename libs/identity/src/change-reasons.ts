/**
 * Why a password has to be changed before anything else is open to its owner, the gravest first: of
 * several the first is kept and told. Who may know it goes before what was asked for, and that before
 * rules. `temporary`: somebody else has chosen it.
 */
export const CHANGE_REASONS = [
  ...(['compromised', 'breached', 'temporary'] as const),
  ...(['requested_by_admin', 'requested_by_service', 'policy_tightened', 'expired'] as const),
] as const;
export type ChangeReason = (typeof CHANGE_REASONS)[number];

/** The same reasons, the gravest first. */
export const gravestFirst = (reasons: ReadonlySet<ChangeReason>): readonly ChangeReason[] =>
  CHANGE_REASONS.filter((reason) => reasons.has(reason));
