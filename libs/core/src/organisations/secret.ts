import { createHash, randomBytes } from 'node:crypto';

/** A secret that is told once. Only its hash is stored; it has too many bits for a salt to add anything. */
export interface Secret {
  readonly text: string;
  readonly hash: Uint8Array<ArrayBuffer>;
}

const BYTES = 32;

/** What programs' tokens begin with, so that they are known where they have leaked, and told from people's. */
export const TOKEN_PREFIX = 'fagtorg_';

export function newSecret(prefix = ''): Secret {
  const text = `${prefix}${randomBytes(BYTES).toString('base64url')}`;
  return { text, hash: hashOfSecret(text) };
}

export const hashOfSecret = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(createHash('sha256').update(text, 'utf8').digest());
