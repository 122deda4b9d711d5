import type { Request } from 'express';

/**
 * Whether a request that changes something comes from our own page. Browsers name the sender's origin with everything but plain reading; what
 * has a cookie and names none, or another one, is not ours. It stands beside SameSite, which lets sister sites of the same domain through, and
 * beside Apollo's refusal of what a form can send.
 */
export const isFromOurPage = ({ headers }: Request, publicUrl: string): boolean => headers.origin === new URL(publicUrl).origin;

/** Where to go after signing in: a path of ours, or null for an address that leads, or might be read as leading, elsewhere. */
export function pathOfOurs(asked: string, publicUrl: string): string | null {
  if (!/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(asked)) return null;
  const address = new URL(asked, publicUrl);
  if (address.origin !== new URL(publicUrl).origin) return null;
  return `${address.pathname}${address.search}${address.hash}`;
}
