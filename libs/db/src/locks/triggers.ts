import { stepsOfFunctions } from './functions.js';
import type { Step } from './trying.js';
import { who } from './who.js';

/** What each trigger lets through and refuses. */
export const stepsOfTriggers: Readonly<Record<string, readonly Step[]>> = {
  'need.bound_change': stepsOfFunctions['bound_need_change'] ?? [],
  'need.bound_new': stepsOfFunctions['bound_new_need'] ?? [],
  'offer.bound_change': stepsOfFunctions['bound_offer_change'] ?? [],
  'offer.bound_consents': stepsOfFunctions['bound_consents'] ?? [],
  'listing.bound_listing': stepsOfFunctions['bound_listing'] ?? [],
  'invitation.bound_link': stepsOfFunctions['bound_link'] ?? [],
  'audit_event.append_only': stepsOfFunctions['refuse_change'] ?? [],
  'audit_event.append_only_whole': [who('superuser').does('TRUNCATE audit_event', /only ever added to/)],
};

/** The one trigger that keeps nobody from anything: it wakes the relay, which the outbox's own specs try. */
export const wakes = 'outbox.wake_relay';
