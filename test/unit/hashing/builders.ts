import type { EnvelopeBinding } from '#libs/credentials';
import { changeId } from '#libs/identity';
import type { SubjectId, TenantId } from '#libs/identity';

/** Any strings, also such as no id may be: the envelope must not rely on their shape. */
export const binding = (tenant: string, subject: string, change: string): EnvelopeBinding => ({
  tenant: tenant as TenantId,
  subject: subject as SubjectId,
  changeId: changeId(change),
});

export const keyFile = (...keys: [id: string, key: string][]): string =>
  JSON.stringify({ keys: keys.map(([id, key]) => ({ id, key })) });

/** A promise and the hand that settles it. */
export function gate(): { readonly passed: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open: () => open() };
}

/** Lets everything that can go on without new events go on. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
