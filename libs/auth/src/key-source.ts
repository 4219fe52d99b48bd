import { importKeys } from './json-web-keys.js';
import type { SettingsReader } from './settings-reader.js';
import type { KeySource } from './trusted-issuer.js';

/** Reads where an issuer's keys are found: in the entry, at a URL, or by discovery. */
export function readKeySource(read: SettingsReader, issuer: string): KeySource {
  const uri = read.text('jwks_uri');
  const jwks = read.raw('jwks');
  if (uri !== undefined && jwks !== undefined) {
    read.refuse('jwks_uri', 'and jwks exclude each other');
  }
  if (jwks !== undefined) return inlineKeys(read, jwks);
  if (uri !== undefined) {
    if (!isHttpUrl(uri)) read.refuse('jwks_uri', 'must be an http or https URL');
    return { kind: 'jwks', uri };
  }
  if (issuer !== '' && !read.has('jwks_uri') && !isHttpUrl(issuer)) {
    read.refuse('issuer', 'must be an http or https URL where neither jwks_uri nor jwks is given');
  }
  return { kind: 'discovery', uri: discoveryUri(issuer) };
}

/** In a file of ours every key is meant: one that cannot be used is a mistake. */
function inlineKeys(read: SettingsReader, jwks: unknown): KeySource {
  const { keys, unusable } = importKeys(jwks);
  for (const problem of unusable) read.refuse('jwks', `: ${problem}`);
  if (keys.size === 0 && unusable.length === 0) read.refuse('jwks', 'holds no key');
  return { kind: 'inline', keys };
}

/** OpenID Connect Discovery 1.0 §4: a terminating slash is removed before the path is appended. */
const discoveryUri = (issuer: string): string =>
  `${issuer.endsWith('/') ? issuer.slice(0, -1) : issuer}/.well-known/openid-configuration`;

/** Http or https, without credentials: nothing else is ever fetched. */
export function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}
