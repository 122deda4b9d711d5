import { createHmac, hkdfSync } from 'node:crypto';
import { type Secret, secretHash } from '../identity/index.js';

/** The secrets of links that are sent by mail. */
export type MailedLinks = (invitationId: string, linkNumber: number) => Secret;

/**
 * A link that is sent by mail follows from the key of the bearer tokens, the invitation and its number; it is not drawn. The database keeps
 * its hash alone, as of every secret, and yet a process that died after it had sent a mail, or was not told that it had, sends the same link
 * again: a mail that comes twice holds twice the link that works. With a drawn one, the former of the two mails would hold a dead link.
 *
 * Nobody gets more by it than they have: whoever holds the key can be anybody already. With another key, links that were sent hold on, as
 * their hashes do; what is sent again then has another link.
 */
export function mailedLinks({ d }: { readonly d: string }): MailedLinks {
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(d, 'base64url'), '', 'fagtorg invitation link', 32));
  return (invitationId, linkNumber) => {
    const secret = createHmac('sha256', key).update(`${invitationId} ${linkNumber}`).digest('base64url');
    return { secret, hash: secretHash(secret) };
  };
}
