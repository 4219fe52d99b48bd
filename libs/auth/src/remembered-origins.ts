import type { RegisteredClients } from '#libs/credentials';
import { KnownOrigins } from '#libs/credentials';
import type { TenantId } from '#libs/identity';
import { registeredForms } from '#libs/identity';

type Listed = Awaited<ReturnType<RegisteredClients['origins']>>;

/** Milliseconds: how long other processes go on serving an origin that was taken off a list. */
const REMEMBERED = 5_000;

/** Milliseconds: what is not on the list is looked for again, but not for every stranger's request. */
const LOOK_AGAIN = 100;

/** Reads the lists of all tenants at once, seldom, and keeps the last ones while they cannot be read. */
export class RememberedOrigins extends KnownOrigins {
  #known: { readonly listed: Listed; readonly at: number } | undefined;
  #reading: Promise<Listed> | undefined;
  #generation = 0;
  readonly #own: string;

  constructor(
    private readonly clients: Pick<RegisteredClients, 'origins'>,
    private readonly settings: { readonly publicUrl: string; readonly now: () => Date },
  ) {
    super();
    this.#own = new URL(settings.publicUrl).origin;
  }

  override isRegistered(origin: string): Promise<boolean> {
    return this.#isListed(origin, () => true);
  }

  override isRegisteredBy(tenant: TenantId, origin: string): Promise<boolean> {
    return this.#isListed(origin, (tenants) => tenants.has(tenant));
  }

  override forget(): void {
    this.#generation += 1;
    this.#known = undefined;
    this.#reading = undefined;
  }

  async #isListed(
    origin: string,
    counts: (tenants: ReadonlySet<TenantId>) => boolean,
  ): Promise<boolean> {
    if (origin === this.#own) return true;
    const forms = registeredForms(origin);
    for (const age of [REMEMBERED, LOOK_AGAIN]) {
      const listed = await this.#atMost(age);
      const tenants = forms.flatMap((form) => listed.get(form) ?? []);
      if (tenants.some(counts)) return true;
    }
    return false;
  }

  /** A clock that went back makes nothing younger. */
  #atMost(age: number): Listed | Promise<Listed> {
    const since = this.#known ? this.settings.now().getTime() - this.#known.at : Number.NaN;
    if (this.#known && since >= 0 && since <= age) return this.#known.listed;
    return (this.#reading ??= this.#read());
  }

  /** What was asked for before somebody changed the lists is answered, and not remembered. */
  async #read(): Promise<Listed> {
    const generation = this.#generation;
    try {
      const listed = await this.clients.origins();
      if (generation === this.#generation) {
        this.#known = { listed, at: this.settings.now().getTime() };
      }
      return listed;
    } catch (error) {
      if (this.#known) return this.#known.listed;
      throw error;
    } finally {
      if (generation === this.#generation) this.#reading = undefined;
    }
  }
}
