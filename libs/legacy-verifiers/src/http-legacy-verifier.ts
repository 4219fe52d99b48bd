import { LegacyVerifier } from '#libs/credentials';
import type { LegacyAnswer, LegacyQuestion } from '#libs/credentials';
import type { Secret } from '#libs/identity';
import type { Egress, EgressAnswer } from '#libs/platform';
import { CircuitBreaker, randomBytes } from '#libs/platform';

export interface HttpLegacyVerifierSettings {
  readonly url: string;
  readonly token: Secret;
  readonly timeoutMs: number;
  readonly egress: Pick<Egress, 'post'>;
  /** Told once when it falls silent, and once when it answers again. */
  readonly onSilence?: (silent: boolean) => void;
  /** Milliseconds that only grow. */
  readonly now?: () => number;
}

/** 5 failures in a row, then nobody waits for 30 s; the same as of a range server. */
const BREAKER = { failures: 5, restMs: 30_000 };

/** As many logins wait for it at the same time; more would pile up behind one that is slow. */
const MOST_AT_ONCE = 32;

const MOST_BYTES = 4 * 1024;

const JSON_TYPE = /^application\/json\s*(?:;|$)/iu;

/**
 * Asks other software over HTTP whether a password is somebody's. It is believed only where it repeats
 * the question's id, which nobody can know beforehand: a cached page, a sign-in page or somebody who
 * says yes to everybody is no answer. Nor is a redirect, anything but 200, or half an answer.
 */
export class HttpLegacyVerifier extends LegacyVerifier {
  readonly #breaker: CircuitBreaker;
  readonly #now: () => number;
  #silentUntil = 0;
  #asking = 0;
  readonly answers: Record<LegacyAnswer, number> = { valid: 0, invalid: 0, unknown: 0 };

  constructor(private readonly settings: HttpLegacyVerifierSettings) {
    super();
    this.#now = settings.now ?? (() => performance.now());
    this.#breaker = new CircuitBreaker({ ...BREAKER, now: this.#now });
  }

  get timeoutMs(): number {
    return this.settings.timeoutMs;
  }

  get silent(): boolean {
    return this.#now() < this.#silentUntil;
  }

  override async verify(question: LegacyQuestion): Promise<LegacyAnswer> {
    const answer = await this.#ask(question);
    this.answers[answer] += 1;
    const wasSilent = this.silent;
    this.#silentUntil = answer === 'unknown' ? this.#now() + BREAKER.restMs : 0;
    if (wasSilent !== this.silent) this.settings.onSilence?.(this.silent);
    return answer;
  }

  async #ask(question: LegacyQuestion): Promise<LegacyAnswer> {
    if (this.#asking >= MOST_AT_ONCE || !this.#breaker.mayAsk()) return 'unknown';
    this.#asking += 1;
    try {
      const answer = await this.#answerTo(question);
      if (answer === 'unknown') this.#breaker.failed();
      else this.#breaker.succeeded();
      return answer;
    } finally {
      this.#asking -= 1;
    }
  }

  async #answerTo({ password, ...whose }: LegacyQuestion): Promise<LegacyAnswer> {
    const { url, token, timeoutMs, egress } = this.settings;
    const id = randomBytes(16).toString('base64url');
    // As it was typed: what other software has hashed may never have been normalised.
    const typed = password.revealAsTyped() ?? password.reveal();
    const body = JSON.stringify({ id, ...whose, password: typed });
    const headers = {
      accept: 'application/json',
      authorization: `Bearer ${token.reveal()}`,
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    };
    try {
      const limits = { timeoutMs, maximumBytes: MOST_BYTES };
      return answerIn(await egress.post(url, { headers, body }, limits), id);
    } catch {
      return 'unknown';
    }
  }
}

function answerIn({ status, headers, body, framed }: EgressAnswer, id: string): LegacyAnswer {
  if (status !== 200 || !framed || !JSON_TYPE.test(headers['content-type'] ?? '')) return 'unknown';
  const said = JSON.parse(body.toString('utf8')) as { id?: unknown; result?: unknown } | null;
  if (said?.id !== id) return 'unknown';
  return said.result === 'valid' || said.result === 'invalid' ? said.result : 'unknown';
}
