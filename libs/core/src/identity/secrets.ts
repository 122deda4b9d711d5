import { createHash, randomBytes } from 'node:crypto';

const BYTES = 32;

/** A secret of 256 bits for its holder; whoever checks it later keeps the hash alone. */
export function newSecret(): { readonly secret: string; readonly hash: Buffer } {
  const secret = randomBytes(BYTES).toString('base64url');
  return { secret, hash: secretHash(secret) };
}

/** What is stored of a secret. It needs no salt and no slowness: nobody guesses 256 random bits. */
export const secretHash = (secret: string): Buffer => createHash('sha256').update(secret).digest();
