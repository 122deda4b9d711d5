import type { NeedStatus } from './need.js';
import { transitions } from './transitions.js';

/** Who may move a need where (transitions.md). The status is never assigned anywhere else. */
export const needTransitions = transitions<NeedStatus>()({
  draft: { from: [null], to: ['DRAFT'], reason: 'none' },
  post: { from: [null], to: ['OPEN'], reason: 'none' },
  submit: { from: [null, 'DRAFT', 'RETURNED'], to: ['SUBMITTED'], reason: 'none' },
  return: { from: ['SUBMITTED'], to: ['RETURNED'], reason: 'required' },
  open: { from: ['DRAFT', 'SUBMITTED', 'RETURNED'], to: ['OPEN'], reason: 'none' },
  hold: { from: ['OPEN', 'PARTLY_FILLED'], to: ['ON_HOLD'], reason: 'optional' },
  resume: { from: ['ON_HOLD'], to: ['OPEN', 'PARTLY_FILLED'], reason: 'none' },
  withdraw: { from: ['OPEN', 'ON_HOLD', 'PARTLY_FILLED', 'FILLED'], to: ['WITHDRAWN'], reason: 'required' },
  expire: { from: ['OPEN'], to: ['EXPIRED'], reason: 'rule' },
  close: { from: ['DRAFT', 'SUBMITTED', 'RETURNED', 'OPEN', 'ON_HOLD', 'PARTLY_FILLED', 'FILLED'], to: ['CLOSED'], reason: 'optional' },
});
