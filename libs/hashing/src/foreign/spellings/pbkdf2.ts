import type { Digest, ForeignRecipe, Pbkdf2Recipe } from '../recipe.js';
import { DIGEST_BYTES } from '../recipe.js';
import {
  atLeast,
  base64,
  bytes64,
  hex,
  parameters,
  tag,
  UnreadableHash,
  utf8,
  whole,
} from './spelling.js';

/** Passlib, with RFC 2307's braces OpenLDAP and 389 Directory Server. */
const PASSLIB =
  /^(?:\$pbkdf2(?:-(sha\d+))?\$|\{PBKDF2(?:[-_](SHA\d+))?\})(\d+)\$([^$]+)\$([^$]+)$/i;
const PHC = /^\$pbkdf2-(sha\d+)\$(i=\d+(?:,l=\d+)?)\$([^$]+)\$([^$]+)$/;
const DJANGO = /^pbkdf2_(sha\d+)\$(\d+)\$([^$]*)\$([^$]+)$/;
const WERKZEUG = /^pbkdf2:(sha\d+):(\d+)\$([^$]+)\$([0-9a-f]+)$/;
const GRUB = /^grub\.pbkdf2\.(sha512)\.(\d+)\.([0-9A-F]+)\.([0-9A-F]+)$/i;
/** Atlassian: salt and digest in one. */
const ATLASSIAN = /^\{PKCS5S2\}(.+)$/;
/** 389 Directory Server until 2.x: rounds, salt and digest in one. */
const DIRECTORY_389 = /^\{PBKDF2_SHA256\}([A-Za-z0-9+/=]+)$/;

const ATLASSIAN_ROUNDS = 10_000;
const ATLASSIAN_SALT = 16;
const ATLASSIAN_TAG = 32;
const SALT_389 = 64;
const TAG_389 = 256;

export const pbkdf2Spelling = (text: string): ForeignRecipe | undefined =>
  passlib(text) ?? phc(text) ?? django(text) ?? werkzeug(text) ?? grub(text) ?? packed(text);

function passlib(text: string): ForeignRecipe | undefined {
  const [, dashed, braced, rounds, salt = '', digest = ''] = PASSLIB.exec(text) ?? [];
  if (rounds === undefined) return undefined;
  const name = (dashed ?? braced ?? 'sha1').toLowerCase();
  return pbkdf2Of(name, rounds, bytes64(base64(salt, 'salt')), base64(digest, 'digest'));
}

function phc(text: string): ForeignRecipe | undefined {
  const [, name, given = '', salt = '', digest = ''] = PHC.exec(text) ?? [];
  if (name === undefined) return undefined;
  const named = parameters(given);
  const bytes = base64(digest, 'digest');
  const length = named.get('l');
  if (length !== undefined) tag(bytes, whole(length, 'length'));
  return pbkdf2Of(name, named.get('i'), bytes64(base64(salt, 'salt')), bytes);
}

function django(text: string): ForeignRecipe | undefined {
  const [, name, rounds, salt = '', digest = ''] = DJANGO.exec(text) ?? [];
  return name === undefined
    ? undefined
    : pbkdf2Of(name, rounds, utf8(salt), base64(digest, 'digest'));
}

function werkzeug(text: string): ForeignRecipe | undefined {
  const [, name, rounds, salt = '', digest = ''] = WERKZEUG.exec(text) ?? [];
  return name === undefined ? undefined : pbkdf2Of(name, rounds, utf8(salt), hex(digest, 'digest'));
}

function grub(text: string): ForeignRecipe | undefined {
  const [, name, rounds, salt = '', digest = ''] = GRUB.exec(text) ?? [];
  return name === undefined
    ? undefined
    : pbkdf2Of(name, rounds, bytes64(hex(salt, 'salt')), hex(digest, 'digest'));
}

function packed(text: string): ForeignRecipe | undefined {
  const [, atlassian] = ATLASSIAN.exec(text) ?? [];
  if (atlassian !== undefined) {
    const bytes = tag(base64(atlassian, 'digest'), ATLASSIAN_SALT + ATLASSIAN_TAG);
    const salt = bytes64(bytes.subarray(0, ATLASSIAN_SALT));
    return pbkdf2Of('sha1', String(ATLASSIAN_ROUNDS), salt, bytes.subarray(ATLASSIAN_SALT));
  }
  const [, directory] = DIRECTORY_389.exec(text) ?? [];
  if (directory === undefined) return undefined;
  const bytes = Buffer.from(tag(base64(directory, 'digest'), 4 + SALT_389 + TAG_389));
  const salt = bytes64(bytes.subarray(4, 4 + SALT_389));
  return pbkdf2Of('sha256', String(bytes.readUInt32BE()), salt, bytes.subarray(4 + SALT_389));
}

export function pbkdf2Of(
  name: string,
  rounds: string | undefined,
  salt: string,
  digest: Uint8Array,
): ForeignRecipe {
  if (!isDigest(name)) throw new UnreadableHash('its digest algorithm is unknown');
  const recipe: Pbkdf2Recipe = {
    kdf: 'pbkdf2',
    digest: name,
    rounds: atLeast(1, whole(rounds, 'number of rounds'), 'number of rounds'),
    tagBytes: digest.length,
    salt,
  };
  return { recipe, tag: tag(digest) };
}

export const isDigest = (name: string): name is Digest => Object.hasOwn(DIGEST_BYTES, name);
