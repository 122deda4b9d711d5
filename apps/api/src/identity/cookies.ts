import { parseCookie } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';

/** A cookie of ours: what browsers keep for us, and scripts never see. */
export interface Cookie {
  read(request: Request): string | null;
  write(response: Response, value: string, seconds?: number): void;
  clear(response: Response): void;
}

const PREFIX = '__Host-';

const fullNameOf = (name: string, publicUrl: string): string => `${publicUrl.startsWith('https:') ? PREFIX : ''}${name}`;

/**
 * A cookie that browsers send to this very host alone, over TLS alone, and along with links from elsewhere, but with nothing that another site
 * sends (SameSite=Lax). Browsers keep the name's promise only over https; a demonstration on http has a cookie of another name without it, so
 * that neither is ever taken for the other.
 */
export function cookieFor(name: string, publicUrl: string): Cookie {
  const secure = publicUrl.startsWith('https:');
  const fullName = fullNameOf(name, publicUrl);
  const options: CookieOptions = { httpOnly: true, secure, sameSite: 'lax', path: '/' };
  return {
    read: (request) => parseCookie(request.headers.cookie ?? '')[fullName] ?? null,
    write: (response, value, seconds) =>
      void response.cookie(fullName, value, seconds === undefined ? options : { ...options, maxAge: seconds * 1000 }),
    clear: (response) => void response.clearCookie(fullName, options),
  };
}

/** The cookie that a browser is signed in by. */
export const sessionCookieFor = (publicUrl: string): Cookie => cookieFor('fagtorg', publicUrl);

const ATTEMPT = 'fagtorg-sign-in-';
/** Tabs in which somebody is signing in at once. More would only make the browser's requests long. */
const MOST_ATTEMPTS = 5;

/** The cookie that keeps what was begun at the identity provider: each has one of its own, so that two tabs do not disturb each other. */
export const attemptCookieFor = (state: string, publicUrl: string): Cookie => cookieFor(`${ATTEMPT}${attemptName(state)}`, publicUrl);

/** A part of the state is enough to tell attempts apart. */
const attemptName = (state: string): string => state.replace(/[^\w-]/g, '').slice(0, 12);

/** Makes room for one more attempt: clears those that this browser began first and did not finish, as browsers send the oldest first. */
export function clearOldAttempts(request: Request, response: Response, publicUrl: string): void {
  const prefix = fullNameOf(ATTEMPT, publicUrl);
  const begun = Object.keys(parseCookie(request.headers.cookie ?? '')).filter((name) => name.startsWith(prefix));
  for (const name of begun.slice(0, Math.max(0, begun.length - MOST_ATTEMPTS + 1))) {
    attemptCookieFor(name.slice(prefix.length), publicUrl).clear(response);
  }
}
