import { Secret } from '#libs/identity';
import { IsText, strictBody } from '#libs/platform';

/** As long as a name of a tenant may be (bytes). */
const LONGEST_NAME = 512;
/** Keycloak's export of one credential takes 600; the reader says what is too long for it. */
export const LONGEST_HASH = 8192;

export class ImportWire {
  @IsText(LONGEST_NAME) tenant!: string;
  @IsText(LONGEST_HASH) hash!: string;
}

export function importOf(body: unknown): { readonly tenant: string; readonly hash: Secret } {
  const { tenant, hash } = strictBody(ImportWire, body);
  return { tenant, hash: new Secret(hash) };
}
