import type { Answer } from '../contract/tongue.js';
import type { House, Person } from './house.js';

type Who = Pick<Person, 'tenant' | 'subject'>;

/** Asks as a program that was granted everything about subjects. */
export class Internal {
  private constructor(
    private readonly house: House,
    private readonly token: string,
  ) {}

  static async of(house: House, scopes: string): Promise<Internal> {
    return new Internal(house, await house.serviceToken(scopes));
  }

  put(who: Who, entry: object, rest = ''): Promise<Answer> {
    return this.ask('PUT', this.path(who, rest), { tenant: who.tenant, ...entry });
  }

  post(who: Who, rest: string, body: object): Promise<Answer> {
    return this.ask('POST', this.path(who, rest), { tenant: who.tenant, ...body });
  }

  get(who: Who, rest: string, query = ''): Promise<Answer> {
    return this.ask('GET', `${this.path(who, rest)}?tenant=${who.tenant}${query}`);
  }

  delete(who: Who, rest = ''): Promise<Answer> {
    return this.ask('DELETE', `${this.path(who, rest)}?tenant=${who.tenant}`);
  }

  ask(method: string, path: string, body?: unknown, token = this.token): Promise<Answer> {
    const sent = { method, path, ...(body === undefined ? {} : { body }) };
    return this.house.ask(this.house.passwordUrl, sent, token);
  }

  private path({ subject }: Who, rest: string): string {
    return `/internal/v1/subjects/${subject}${rest}`;
  }
}
