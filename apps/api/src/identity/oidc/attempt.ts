import type { Environment } from '@fagtorg/platform';
import { EncryptJWT, jwtDecrypt } from 'jose';
import { hkdfSync } from 'node:crypto';

/** What is begun at the identity provider, and has to come back to the browser that began it. */
export interface Attempt {
  /** Also the state. Good for one answer. */
  readonly id: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  /** Where the person was going: a path of ours. */
  readonly returnTo: string;
  /** The secret of the invitation that the person came with; null for those who just sign in. */
  readonly invitation: string | null;
  readonly expiresAt: Date;
}

/** Seals attempts for the browser to keep, so that strangers who begin to sign in write nothing in the database. */
export interface AttemptSeal {
  seal(attempt: Attempt): Promise<string>;
  /** Null for what was not sealed here, was changed, or is too old. */
  open(sealed: string): Promise<Attempt | null>;
}

/** Longer than it takes to find one's phone. */
export const ATTEMPT_SECONDS = 600;
const TYPE = 'sign-in+jwt';

/** The key follows from that of the bearer tokens, so that any API process opens what another one sealed; a use of its own keeps them apart. */
export function attemptSeal({ d }: Environment['TOKEN_KEY']): AttemptSeal {
  const key = new Uint8Array(hkdfSync('sha256', Buffer.from(d, 'base64url'), '', 'fagtorg sign-in attempt', 32));
  return {
    seal: ({ id, nonce, codeVerifier, returnTo, invitation, expiresAt }) =>
      new EncryptJWT({ nonce, codeVerifier, returnTo, invitation })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', typ: TYPE })
        .setJti(id)
        .setExpirationTime(expiresAt)
        .encrypt(key),
    open: async (sealed) => {
      try {
        const { payload } = await jwtDecrypt<Pick<Attempt, 'nonce' | 'codeVerifier' | 'returnTo' | 'invitation'>>(sealed, key, {
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
          typ: TYPE,
          requiredClaims: ['jti', 'exp', 'nonce', 'codeVerifier', 'returnTo', 'invitation'],
        });
        const { jti = '', exp = 0, nonce, codeVerifier, returnTo, invitation } = payload;
        return { id: jti, nonce, codeVerifier, returnTo, invitation, expiresAt: new Date(exp * 1000) };
      } catch {
        return null; // what is wrong with a forged one is nobody's business
      }
    },
  };
}
