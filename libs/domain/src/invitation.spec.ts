import { type SentInvitation, whyNoMoreMails, whyNotAgain } from './invitation.js';

const NOW = new Date('2026-11-23T12:00:00Z');
const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);
const sent: SentInvitation = { state: 'PENDING', mail: 'SENT', linkMadeAt: minutesAgo(10), to: null };
const why = (more: Partial<SentInvitation>): string | null => {
  const refused = whyNotAgain({ ...sent, ...more }, NOW, '2026-11-23');
  return refused && `${refused.refusal.code}: ${refused.refusal.say('nb')}`;
};

describe('an invitation', () => {
  it('can be sent again after ten minutes', () => expect(why({})).toBeNull());
  it.each([
    [1, '9 minutter'],
    [9.1, '1 minutt'],
  ])('%s minutes after a mail has to wait', (minutes, left) =>
    expect(why({ linkMadeAt: minutesAgo(minutes) })).toBe(
      `LIMIT_EXCEEDED: Invitasjonen ble nettopp sendt. Vent ${left} før du sender den på nytt.`,
    ),
  );
  it('that is handed over gets another link at once', () => expect(why({ mail: 'NONE', linkMadeAt: NOW })).toBeNull());
  it.each([{ state: 'ACCEPTED' }, { state: 'WITHDRAWN' }, { state: 'EXPIRED' }, { to: '2026-11-22' }] as const)(
    'with %p is never sent again',
    (more) => expect(why(more)).toMatch(/^EXPIRED/),
  );
  it('to a role that ends today is sent again', () => expect(why({ to: '2026-11-23' })).toBeNull());
});

it('an organisation sends 500 mails a day, and no more', () => {
  expect(whyNoMoreMails(499)).toBeNull();
  expect(whyNoMoreMails(500)?.refusal.code).toBe('LIMIT_EXCEEDED');
});
