import type { ForeignRecipe } from '../recipe.js';
import { argon2Spelling } from './argon2.js';
import { Fields } from './json.js';
import { pbkdf2Of } from './pbkdf2.js';
import { base64, bytes64, UnreadableHash } from './spelling.js';

/** A credential of a realm's export: `{"type":"password","secretData":…,"credentialData":…}`. */
export function keycloakSpelling(text: string): ForeignRecipe | undefined {
  const credential = Fields.of(text);
  if (!credential?.has('secretData') || !credential.has('credentialData')) return undefined;
  const [secret, how] = [credential.inner('secretData'), credential.inner('credentialData')];
  const salt = base64(secret.text('salt'), 'salt');
  const digest = base64(secret.text('value'), 'value');
  const algorithm = how.text('algorithm');
  const rounds = how.text('hashIterations');
  if (algorithm === 'argon2')
    return argon2Of(how.inner('additionalParameters'), rounds, salt, digest);
  const [, name] = /^pbkdf2(?:-(sha\d+))?$/.exec(algorithm) ?? [undefined, ''];
  if (name === '') throw new UnreadableHash('its algorithm is unknown');
  return pbkdf2Of(name ?? 'sha1', rounds, bytes64(salt), digest);
}

/** The defaults are Keycloak's own. */
function argon2Of(
  more: Fields,
  passes: string,
  salt: Uint8Array,
  digest: Uint8Array,
): ForeignRecipe | undefined {
  const version = more.first('version', '1.3') === '1.0' ? 16 : 19;
  const costs = `m=${more.first('memory', '7168')},t=${passes},p=${more.first('parallelism', '1')}`;
  const head = `$argon2${more.first('type', 'id')}$v=${version}$${costs}`;
  const read = argon2Spelling(`${head}$${bytes64(salt)}$${bytes64(digest)}`);
  if (!read) throw new UnreadableHash('its additional parameters are unknown');
  return read;
}
