import { LegacyVerifiers } from '#libs/credentials';
import type { TenantId } from '#libs/identity';
import type { LegacyVerifierSettings, Logger, Metrics } from '#libs/platform';
import { Egress } from '#libs/platform';

import { HttpLegacyVerifier } from './http-legacy-verifier.js';

/** The verifiers that the operator has named, one tenant each. */
export class NamedLegacyVerifiers extends LegacyVerifiers {
  readonly #open = new Egress();
  readonly #private = new Egress({ allowPrivate: true });
  readonly #of: ReadonlyMap<TenantId, HttpLegacyVerifier>;

  constructor(named: ReadonlyMap<TenantId, LegacyVerifierSettings>, logger: Logger) {
    super();
    this.#of = new Map(
      [...named].map(([tenant, { allowPrivate, ...settings }]) => [
        tenant,
        new HttpLegacyVerifier({
          ...settings,
          egress: allowPrivate ? this.#private : this.#open,
          onSilence: (silent) =>
            silent
              ? logger.warn({ tenant }, 'the legacy verifier gives no answer that can be believed')
              : logger.info({ tenant }, 'the legacy verifier answers again'),
        }),
      ]),
    );
  }

  override of(tenant: TenantId): HttpLegacyVerifier | undefined {
    return this.#of.get(tenant);
  }

  measure(metrics: Metrics): void {
    if (this.#of.size === 0) return;
    metrics.gauges(
      'latchkey_legacy_verifications_total',
      'Passwords that a legacy verifier was asked about, by tenant and by what it said.',
      ['tenant', 'answer'],
      () =>
        new Map(
          [...this.#of].flatMap(([tenant, { answers }]) =>
            Object.entries(answers).map(([answer, count]) => [`${tenant} ${answer}`, count]),
          ),
        ),
    );
  }

  close(): void {
    this.#open.close();
    this.#private.close();
  }
}
