/**
 * Prolongs a claim while its work is under way, however long a slow mail server takes. So leases can
 * be short: what a killed process held is free again as soon as nobody prolongs it.
 */
export async function holdClaim<Value>(
  prolong: () => Promise<void>,
  everyMs: number,
  work: () => Promise<Value>,
): Promise<Value> {
  let prolonged = Promise.resolve();
  const timer = setInterval(() => {
    // A claim that cannot be prolonged runs out; then somebody repeats the mail, which is allowed.
    prolonged = prolong().catch(() => undefined);
  }, everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await prolonged;
  }
}
