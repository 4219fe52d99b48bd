import type { DueChange } from '#libs/credentials';

export const dueWire = (due: DueChange) => ({
  must_change: due.mustChange,
  reasons: due.reasons,
  ...(due.expiresAt && { expires_at: due.expiresAt.toISOString(), expires_soon: due.expiresSoon }),
  ...(due.graceEndsAt && { grace_ends_at: due.graceEndsAt.toISOString() }),
  ...(due.changeableAt && { changeable_at: due.changeableAt.toISOString() }),
  exemptions: due.exemptions.map(({ from, owner, reason, until }) => ({
    ...{ rule: from, owner, reason },
    until: until.toISOString(),
  })),
});
