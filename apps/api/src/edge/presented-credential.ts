import type { Environment } from '@fagtorg/platform';
import type { Request } from 'express';
import { createHmac, hkdfSync } from 'node:crypto';
import { sessionCookieFor } from '../identity/cookies.js';

/** Where credentials are looked at; everywhere else they say nothing. */
const doors = new Set(['/graphql', '/token']);

/** What a request presents to come in by, in letters that tell nobody what it was; null for a request that presents nothing. */
export type PresentedCredential = (request: Request) => string | null;

/** The key follows from that of the bearer tokens, so that all API processes count the same credential as one. */
export function presentedCredential({ TOKEN_KEY, PUBLIC_URL }: Pick<Environment, 'TOKEN_KEY' | 'PUBLIC_URL'>): PresentedCredential {
  const key = new Uint8Array(hkdfSync('sha256', Buffer.from(TOKEN_KEY.d, 'base64url'), '', 'fagtorg presented credential', 32));
  const cookie = PUBLIC_URL === undefined ? null : sessionCookieFor(PUBLIC_URL);
  return (request) => {
    if (!doors.has(request.path)) return null;
    const presented = request.headers.authorization ?? cookie?.read(request) ?? null;
    return presented === null ? null : createHmac('sha256', key).update(presented).digest('base64url');
  };
}
