import { unexplained } from './statuses.js';

const draft = { act: 'draft', from: null, to: 'DRAFT' };
const submit = { act: 'submit', from: 'DRAFT', to: 'SUBMITTED' };
const returned = { act: 'return', from: 'SUBMITTED', to: 'RETURNED' };
const again = { act: 'submit', from: 'RETURNED', to: 'SUBMITTED' };
const open = { act: 'open', from: 'SUBMITTED', to: 'OPEN' };
const revise = { act: 'revise', from: 'OPEN', to: 'OPEN' };

describe('the status of a need', () => {
  it('is explained by steps that lead to it, in whatever order they were read', () => {
    expect(unexplained('need', 'OPEN', [open, draft, again, returned, revise, submit])).toBeNull();
  });

  it('is not explained by steps that lead elsewhere', () => {
    expect(unexplained('need', 'OPEN', [draft, submit])).toBe('its 2 recorded steps do not lead from nothing to OPEN');
  });

  it('is not explained without steps', () => {
    expect(unexplained('need', 'OPEN', [])).toBe('its 0 recorded steps do not lead from nothing to OPEN');
  });

  it('is not explained when a step is missing on the way', () => {
    expect(unexplained('need', 'OPEN', [draft, open])).toMatch(/do not lead/);
  });

  it('is not explained by steps apart from the rest', () => {
    expect(unexplained('need', 'DRAFT', [draft, returned, again])).toMatch(/do not lead/);
  });

  it('is not explained by a step that the table does not know', () => {
    expect(unexplained('need', 'FILLED', [draft, { act: 'open', from: 'DRAFT', to: 'FILLED' }])).toBe(
      'the step open from DRAFT to FILLED is not in the transition table',
    );
    expect(unexplained('need', 'OPEN', [draft, { act: 'jump', from: 'DRAFT', to: 'OPEN' }])).toMatch(/not in the transition table/);
  });
});

describe('the status of an offer', () => {
  it('follows its own table', () => {
    const published = { act: 'publish', from: null, to: 'AWAITING_RELEASE' };
    const released = { act: 'release', from: 'AWAITING_RELEASE', to: 'AVAILABLE' };
    expect(unexplained('offer', 'AVAILABLE', [published, released])).toBeNull();
    expect(unexplained('need', 'AVAILABLE', [published, released])).toMatch(/not in the transition table/);
  });
});
