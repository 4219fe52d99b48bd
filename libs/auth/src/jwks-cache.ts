import type { KeyObject } from 'node:crypto';

import { Unavailable } from '#libs/platform';

import type { FetchJson } from './fetch-keys.js';
import { fetchKeys, findJwksUri } from './fetch-keys.js';
import type { KeySet } from './json-web-keys.js';
import type { RemoteKeySource } from './trusted-issuer.js';

/** Issuers publish new keys hours before they use them; ten minutes is ours for taking note. */
export const REFRESH_AFTER_MS = 600_000;

/** How long an unreachable issuer's keys stay good: a published bound, as a key may be revoked. */
export const USABLE_FOR_MS = 3_600_000;

/** Made-up key ids cost an issuer one request in this time, however many there are. */
export const COOL_DOWN_MS = 30_000;

/** Without any keys nobody can be let in: ask again soon, but not with every request. */
export const RETRY_AFTER_MS = 5_000;

export interface JwksSurroundings {
  readonly fetchJson: FetchJson;
  readonly now: () => Date;
  /** Told of every failure to read the keys, for the log. */
  readonly onFailure: (issuer: string, failure: unknown) => void;
}

interface Loaded {
  readonly set: KeySet;
  readonly uri: string;
}

/** The public keys of one issuer. What it cannot tell is `Unavailable`, never a missing key. */
export class JwksCache {
  #keys: { readonly set: KeySet; readonly at: number } | undefined;
  #jwksUri: string | undefined;
  #refresh: Promise<void> | undefined;
  #failing = false;
  /** When keys were last asked for, and when that last did not bring the one that was wanted. */
  #askedAt = -Infinity;
  #missedAt = -Infinity;

  constructor(
    private readonly issuer: string,
    private readonly source: RemoteKeySource,
    private readonly surroundings: JwksSurroundings,
  ) {}

  /** The key, if it is here and may be used now; looks for news in the background when it is time. */
  known(name: string): KeyObject | undefined {
    const now = this.#now();
    const age = this.#age(now);
    if (age >= USABLE_FOR_MS) return undefined;
    if (age >= REFRESH_AFTER_MS && now - this.#askedAt >= COOL_DOWN_MS) void this.#refreshed();
    return this.#keys?.set.get(name);
  }

  /**
   * The key, asking the issuer at once for one that is new. Undefined: the issuer has no such key.
   * @throws Unavailable while the issuer cannot be asked and might have it.
   */
  async find(name: string): Promise<KeyObject | undefined> {
    const known = this.known(name);
    if (known) return known;
    if (this.#refresh || this.#secondsToWait() === 0) await this.#refreshed();
    const found = this.known(name);
    if (found) return found;
    this.#missedAt = Math.max(this.#missedAt, this.#askedAt);
    if (this.#failing) throw new Unavailable('jwks', Math.max(1, this.#secondsToWait()));
    return undefined;
  }

  /** Forgets every key at once: what the issuer still publishes is fetched with the next token. */
  purge(): void {
    this.#keys = undefined;
    this.#jwksUri = undefined;
    this.#refresh = undefined;
    this.#failing = false;
    this.#askedAt = -Infinity;
    this.#missedAt = -Infinity;
  }

  #now(): number {
    return this.surroundings.now().getTime();
  }

  #age(now: number): number {
    return this.#keys ? now - this.#keys.at : Infinity;
  }

  /** Until a key that is not here may be asked for. */
  #secondsToWait(): number {
    const now = this.#now();
    const usable = this.#age(now) < USABLE_FOR_MS;
    const until = usable ? this.#missedAt + COOL_DOWN_MS : this.#askedAt + RETRY_AFTER_MS;
    return Math.max(0, Math.ceil((until - now) / 1000));
  }

  /** Everybody waits for the same request. Never rejects. */
  #refreshed(): Promise<void> {
    if (this.#refresh) return this.#refresh;
    this.#askedAt = this.#now();
    const refresh: Promise<void> = this.#load().then(
      (loaded) => this.#settle(refresh, () => this.#succeed(loaded)),
      (failure: unknown) => this.#settle(refresh, () => this.#fail(failure)),
    );
    this.#refresh = refresh;
    return refresh;
  }

  /** What a purge has overtaken no longer counts; who waited for it waits for the next one. */
  #settle(refresh: Promise<void>, conclude: () => void): Promise<void> | undefined {
    if (this.#refresh !== refresh) return this.#keys ? undefined : this.#refreshed();
    this.#refresh = undefined;
    conclude();
    return undefined;
  }

  #succeed({ set, uri }: Loaded): void {
    this.#keys = { set, at: this.#askedAt };
    this.#jwksUri = uri;
    this.#failing = false;
  }

  /** The place is forgotten, so that keys which have moved are found again. */
  #fail(failure: unknown): void {
    this.#askedAt = this.#now();
    this.#jwksUri = undefined;
    this.#failing = true;
    this.surroundings.onFailure(this.issuer, failure);
  }

  async #load(): Promise<Loaded> {
    const { fetchJson } = this.surroundings;
    const uri = this.#jwksUri ?? (await findJwksUri(this.issuer, this.source, fetchJson));
    return { uri, set: await fetchKeys(uri, fetchJson, this.#keys?.set) };
  }
}
