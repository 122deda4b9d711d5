import { parseCookie } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';

/** A cookie of ours: what browsers keep for us, and scripts never see. */
export interface Cookie {
  read(request: Request): string | null;
  write(response: Response, value: string, seconds?: number): void;
  clear(response: Response): void;
}

const PREFIX = '__Host-';

/**
 * A cookie that browsers send to this very host alone, over TLS alone, and along with links from elsewhere, but with nothing that another site
 * sends (SameSite=Lax). Browsers keep the name's promise only over https; a demonstration on http has a cookie of another name without it, so
 * that neither is ever taken for the other.
 */
export function cookieFor(name: string, publicUrl: string): Cookie {
  const secure = publicUrl.startsWith('https:');
  const fullName = `${secure ? PREFIX : ''}${name}`;
  const options: CookieOptions = { httpOnly: true, secure, sameSite: 'lax', path: '/' };
  return {
    read: (request) => parseCookie(request.headers.cookie ?? '')[fullName] ?? null,
    write: (response, value, seconds) =>
      void response.cookie(fullName, value, seconds === undefined ? options : { ...options, maxAge: seconds * 1000 }),
    clear: (response) => void response.clearCookie(fullName, options),
  };
}
