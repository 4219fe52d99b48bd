import type { House, Person, PersonWish } from '../support/house.js';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** One request and what a caller should expect; the answer itself is recorded, never written. */
export interface Example {
  readonly title: string;
  /** Whom it is about; everything that is not wished for is absent. */
  readonly given?: PersonWish;
  /** What else happens before. */
  readonly after?: (house: House, person: Person) => Promise<unknown>;
  /** Whose token comes with it; default: the person's own. */
  readonly by?: 'nobody' | { readonly scopes: string };
  readonly path?: (person: Person) => string;
  readonly body?: object | ((person: Person) => object);
  readonly headers?: Readonly<Record<string, string>>;
  /** Reads first, and sends the ETag of what it read as If-Match. */
  readonly afterReading?: true;
  readonly status: number;
}

export interface DescribedRoute {
  readonly service: 'password' | 'verification';
  readonly summary: string;
  readonly token: 'none' | 'person' | 'admin' | 'service';
  /** The class that reads the body. */
  readonly body?: new () => object;
  readonly examples: readonly [Example, ...Example[]];
}

/** A published interface: every route that it has. */
export interface Interface {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** What a reader would not expect. */
  readonly notes: readonly string[];
  readonly routes: Readonly<Record<`${Method} /${string}`, DescribedRoute>>;
}
