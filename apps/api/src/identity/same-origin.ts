import type { Request } from 'express';

/**
 * Whether a request that changes something comes from our own page. Browsers name the sender's origin with everything but plain reading; what
 * has a cookie and names none, or another one, is not ours. It stands beside SameSite, which lets sister sites of the same domain through, and
 * beside Apollo's refusal of what a form can send.
 */
export const isFromOurPage = ({ headers }: Request, publicUrl: string): boolean => headers.origin === new URL(publicUrl).origin;

/**
 * Where to go after signing in: a path of ours, or null for an address that leads, or might be read as leading, elsewhere. What is given back
 * is judged as browsers will read it, not as it was asked for: "/.//elsewhere" is a path of ours that becomes "//elsewhere".
 */
export function pathOfOurs(asked: string, publicUrl: string): string | null {
  if (!/^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(asked)) return null;
  const address = new URL(asked, publicUrl);
  const path = `${address.pathname}${address.search}${address.hash}`;
  return address.origin === new URL(publicUrl).origin && addressOfOurs(path, publicUrl) !== null ? path : null;
}

/** The whole address of a path of ours; null for one that leads elsewhere. */
export function addressOfOurs(path: string, publicUrl: string): string | null {
  const { origin } = new URL(publicUrl);
  if (!/^\/(?![/\\])/.test(path)) return null;
  const address = new URL(path, origin);
  return address.origin === origin ? address.href : null;
}
