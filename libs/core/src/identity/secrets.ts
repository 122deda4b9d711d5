import { createHash, randomBytes } from 'node:crypto';

/** Something to sign in or come in with, told to its holder once; whoever checks it later keeps the hash alone. */
export interface Secret {
  readonly secret: string;
  readonly hash: Buffer<ArrayBuffer>;
}

const BYTES = 32;

/** 256 random bits, behind what they shall begin with. */
export function newSecret(prefix = ''): Secret {
  const secret = `${prefix}${randomBytes(BYTES).toString('base64url')}`;
  return { secret, hash: secretHash(secret) };
}

/** What is stored of a secret. It needs no salt and no slowness: nobody guesses 256 random bits. */
export const secretHash = (secret: string): Buffer<ArrayBuffer> => Buffer.from(createHash('sha256').update(secret).digest());
