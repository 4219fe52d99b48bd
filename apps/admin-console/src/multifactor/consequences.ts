import type { MultifactorSettings } from '#libs/client';
import type { VerificationType } from '#libs/identity';
import { availableMethods, FIRST_FACTORS, isVerificationType } from '#libs/identity';

/** What saving multifactor settings would do to people. */
export interface MultifactorConsequences {
  readonly offered: readonly VerificationType[];
  readonly withdrawn: readonly VerificationType[];
  readonly secondFactor: 'optional' | 'required' | undefined;
}

/** The methods that a tenant has switched on. */
export const switchedOn = ({ methods }: MultifactorSettings): ReadonlySet<VerificationType> =>
  new Set(
    methods
      .filter(({ active }) => active)
      .map(({ type }) => type)
      .filter(isVerificationType),
  );

export function consequencesOf(
  stored: MultifactorSettings,
  wished: MultifactorSettings,
): MultifactorConsequences {
  const [before, after] = [stored, wished].map((one) => availableMethods(switchedOn(one)));
  const newOnes = [...(after ?? [])].filter((type) => !before?.has(type));
  const goneOnes = [...(before ?? [])].filter((type) => !after?.has(type));
  const changed = stored.second_factor !== wished.second_factor;
  return {
    offered: newOnes,
    withdrawn: goneOnes,
    secondFactor: changed ? wished.second_factor : undefined,
  };
}

/** Whether switching it off would leave nobody a way to begin. The service refuses it, too. */
export function isLastFirstFactor(settings: MultifactorSettings, type: VerificationType): boolean {
  const first = [...switchedOn(settings)].filter((one) => FIRST_FACTORS.has(one));
  return first.length === 1 && first[0] === type;
}

export const withMethod = (
  settings: MultifactorSettings,
  type: string,
  active: boolean,
): MultifactorSettings => ({
  ...settings,
  methods: settings.methods.map((one) => (one.type === type ? { ...one, active } : one)),
});
