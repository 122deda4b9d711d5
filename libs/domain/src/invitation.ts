import type { CalendarDate } from './calendar.js';
import { refuse, type Refused } from './refusal.js';

/** Whether an invitation's mail has gone out: NONE where its link is handed over, REFUSED where the mail server knows no such address. */
export type MailState = 'NONE' | 'WAITING' | 'SENT' | 'REFUSED';

/** What is asked of an invitation before it gets another link. */
export interface SentInvitation {
  readonly state: 'PENDING' | 'ACCEPTED' | 'WITHDRAWN' | 'EXPIRED';
  readonly mail: MailState;
  readonly linkMadeAt: Date;
  /** The last day of the role. */
  readonly to: CalendarDate | null;
}

/** Mails are on their way for some minutes; who gets one every moment marks it as unwanted. */
const MINUTES_BETWEEN = 10;
const MINUTE = 60_000;

/** The most mails that the invitations of one organisation may ask for in a day: whoever takes over an administrator sends no more. */
const MAILS_A_DAY = 500;

/** Why an invitation can't be sent again now: EXPIRED where nobody can come by it any more, LIMIT_EXCEEDED shortly after a mail. Null where it can. */
export function whyNotAgain({ state, mail, linkMadeAt, to }: SentInvitation, now: Date, today: CalendarDate): Refused | null {
  if (state !== 'PENDING' || (to !== null && to < today)) return refuse('EXPIRED', ['invitationId'], 'invitation-not-open', undefined);
  const left = MINUTES_BETWEEN * MINUTE - (now.getTime() - linkMadeAt.getTime());
  if (mail === 'NONE' || left <= 0) return null;
  return refuse('LIMIT_EXCEEDED', ['invitationId'], 'invitation-just-sent', { minutes: Math.ceil(left / MINUTE) });
}

/** Why an organisation may send no more mails now; null where it may. @param mailed how many it asked for in the last day */
export const whyNoMoreMails = (mailed: number): Refused | null =>
  mailed < MAILS_A_DAY ? null : refuse('LIMIT_EXCEEDED', [], 'too-many-invitations', { limit: MAILS_A_DAY });
