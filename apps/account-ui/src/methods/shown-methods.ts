import type { AvailableMethod, ConfiguredMethod } from '#libs/client';

/** One method as a person sees it: theirs, possible, or theirs and switched off. */
export interface ShownMethod {
  readonly type: string;
  readonly state: 'configured' | 'available' | 'off';
  readonly mediums: readonly string[];
}

/** What somebody has first, then what they could have; what is neither concerns nobody. */
export function shownMethods(
  available: readonly AvailableMethod[],
  configured: readonly ConfiguredMethod[],
): readonly ShownMethod[] {
  const mediums = new Map(configured.map((one) => [one.type, one.mediums]));
  const all = available.map(({ verificationType: type, active }): ShownMethod | undefined => {
    const own = mediums.get(type);
    const names = own?.map(({ key_name }) => key_name) ?? [];
    if (own) return { type, state: active ? 'configured' : 'off', mediums: names };
    return active ? { type, state: 'available', mediums: [] } : undefined;
  });
  const shown = all.filter((one) => one !== undefined);
  return [
    ...shown.filter(({ state }) => state !== 'available'),
    ...shown.filter(({ state }) => state === 'available'),
  ];
}
