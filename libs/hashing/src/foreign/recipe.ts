/** Bytes in base64: recipes are kept as JSON. */
export type Bytes64 = string;

export interface Argon2Recipe {
  readonly kdf: 'argon2';
  readonly variant: 'd' | 'i' | 'id';
  readonly version: 16 | 19;
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
  readonly tagBytes: number;
  readonly salt: Bytes64;
}

/** What is done to a password before bcrypt sees it, so that all of it counts. */
export type BeforeBcrypt = 'django-sha256' | 'passlib-sha256-1' | 'passlib-sha256-2' | 'wordpress';

export interface BcryptRecipe {
  readonly kdf: 'bcrypt';
  readonly cost: number;
  readonly before?: BeforeBcrypt;
  /** Of crypt_blowfish before 1.1, which got bytes from 0x80 on wrong. */
  readonly asciiOnly?: true;
  /** 22 characters of bcrypt's own base64. */
  readonly salt: string;
}

export interface ScryptRecipe {
  readonly kdf: 'scrypt';
  readonly n: number;
  readonly r: number;
  readonly p: number;
  readonly tagBytes: number;
  readonly salt: Bytes64;
}

/** Firebase: the key that scrypt derives encrypts the project's signer key. */
export interface FirebaseRecipe {
  readonly kdf: 'firebase-scrypt';
  readonly n: number;
  readonly r: number;
  readonly p: number;
  /** Salt and separator in a row. */
  readonly salt: Bytes64;
  readonly signerKey: Bytes64;
}

export type Digest = 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

export interface Pbkdf2Recipe {
  readonly kdf: 'pbkdf2';
  readonly digest: Digest;
  readonly rounds: number;
  readonly tagBytes: number;
  readonly salt: Bytes64;
}

/** `$5$` and `$6$`. */
export interface ShaCryptRecipe {
  readonly kdf: 'sha-crypt';
  readonly digest: 'sha256' | 'sha512';
  readonly rounds: number;
  readonly salt: Bytes64;
}

/** `$1$` and `$apr1$`, 1,000 rounds. */
export interface Md5CryptRecipe {
  readonly kdf: 'md5-crypt';
  readonly magic: '$1$' | '$apr1$';
  readonly salt: Bytes64;
}

/** phpass and, with SHA-512, Drupal 7. */
export interface PhpassRecipe {
  readonly kdf: 'phpass';
  readonly digest: 'md5' | 'sha512';
  readonly rounds: number;
  readonly tagBytes: number;
  /** Of an older site, whose bare MD5 sums were hashed again. */
  readonly before?: 'md5-hex';
  readonly salt: Bytes64;
}

/** One round of a plain digest, or of HMAC with the salt as its key. */
export interface DigestRecipe {
  readonly kdf: 'digest';
  readonly digest: Digest;
  readonly place: 'before' | 'after' | 'hmac';
  readonly salt: Bytes64;
}

/** How a foreign hash was computed: everything but the password and the result. */
export type Recipe =
  | Argon2Recipe
  | BcryptRecipe
  | ScryptRecipe
  | FirebaseRecipe
  | Pbkdf2Recipe
  | ShaCryptRecipe
  | Md5CryptRecipe
  | PhpassRecipe
  | DigestRecipe;

/** A hash that other software has made. */
export interface ForeignRecipe {
  readonly recipe: Recipe;
  /** What the recipe makes of the right password. */
  readonly tag: Uint8Array;
}

export const DIGEST_BYTES: Readonly<Record<Digest, number>> = {
  md5: 16,
  sha1: 20,
  sha224: 28,
  sha256: 32,
  sha384: 48,
  sha512: 64,
};
