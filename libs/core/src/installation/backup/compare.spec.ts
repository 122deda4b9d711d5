import type { BackupContents } from '@fagtorg/platform';
import { differences } from './compare.js';

const holding = (rows: Record<string, number>, heads: Record<string, [number, string]> = {}): BackupContents => ({
  rows,
  auditHeads: Object.fromEntries(Object.entries(heads).map(([id, [number, hash]]) => [id, { number, hash }])),
});
const still = (contents: BackupContents) => ({ migrations: ['one'], contents: { still: true, before: contents, after: contents } });
const found = (contents: BackupContents, migrations = ['one']) => ({ contents, migrations });

describe('a backup that was taken while nothing was written', () => {
  const promised = still(holding({ need: 3, outbox: 2 }, { vega: [4, 'ab'] }));

  it('agrees with a database that holds the same', () =>
    expect(differences(promised, found(holding({ need: 3, outbox: 2 }, { vega: [4, 'ab'] })))).toEqual([]));

  it.each([
    ['lacks a row', holding({ need: 2, outbox: 2 }, { vega: [4, 'ab'] }), 'The table need has 2 rows and should have 3.'],
    ['has a row too many', holding({ need: 3, outbox: 3 }, { vega: [4, 'ab'] }), 'The table outbox has 3 rows and should have 2.'],
    ['lacks a table', holding({ outbox: 2 }, { vega: [4, 'ab'] }), 'The table need has 0 rows and should have 3.'],
    ['has a table of its own', holding({ need: 3, outbox: 2, odd: 1 }, { vega: [4, 'ab'] }), 'The table odd has 1 rows and should have 0.'],
    [
      'lacks an event',
      holding({ need: 3, outbox: 2 }, { vega: [3, 'aa'] }),
      'The audit of vega ends at event 3, which the backup did not hold.',
    ],
    [
      'has another last event',
      holding({ need: 3, outbox: 2 }, { vega: [4, 'ff'] }),
      'The audit of vega ends with another event 4 than the backup held.',
    ],
    ['lacks a chain', holding({ need: 3, outbox: 2 }), 'The audit of vega ends at event 0, which the backup did not hold.'],
  ])('tells where one %s', (_what, contents, sentence) => expect(differences(promised, found(contents))).toEqual([sentence]));

  it('tells of migrations that are missing, and of those that are too many', () =>
    expect(differences(promised, found(promised.contents.after, ['two']))).toEqual([
      'The migration one is missing.',
      'The migration two was not in the backup.',
    ]));
});

describe('a backup that was taken while others wrote', () => {
  const promised = {
    migrations: ['one'],
    contents: {
      still: false,
      before: holding({ transition: 10, outbox: 5 }, { vega: [4, 'ab'] }),
      after: holding({ transition: 20, outbox: 1 }, { vega: [9, 'cd'], frosta: [1, 'ef'] }),
    },
  };

  it.each([
    ['as it was when it began', holding({ transition: 10 }, { vega: [4, 'ab'] })],
    ['as it was when it had ended', holding({ transition: 20 }, { vega: [9, 'cd'], frosta: [1, 'ef'] })],
    ['of a moment between, with a queue that grew and shrank', holding({ transition: 15, outbox: 70 }, { vega: [6, '00'] })],
  ])('agrees with a database %s', (_when, contents) => expect(differences(promised, found(contents))).toEqual([]));

  it.each([
    ['less than when it began', holding({ transition: 9 }, { vega: [4, 'ab'] })],
    ['more than when it had ended', holding({ transition: 21 }, { vega: [4, 'ab'] })],
    ['a shorter chain than when it began', holding({ transition: 15 }, { vega: [3, '00'] })],
    ['a longer chain than when it had ended', holding({ transition: 15 }, { vega: [10, '00'] })],
    ['a chain that nobody knew of', holding({ transition: 15 }, { vega: [5, '00'], osen: [1, '00'] })],
    ['another event where it began', holding({ transition: 15 }, { vega: [4, 'ff'] })],
  ])('tells where there is %s', (_what, contents) => expect(differences(promised, found(contents))).toHaveLength(1));
});

describe('a backup that its log has taken further', () => {
  const promised = still(holding({ audit_event: 3, need: 2 }, { vega: [3, 'ab'] }));

  it('agrees with a database that holds more, and has later migrations', () =>
    expect(differences(promised, found(holding({ audit_event: 5, need: 1 }, { vega: [5, 'cd'] }), ['one', 'two']), true)).toEqual([]));

  it.each([
    ['events', holding({ audit_event: 2 }, { vega: [3, 'ab'] }), 'The table audit_event has 2 rows and should have 3 at least.'],
    [
      'the end of a chain',
      holding({ audit_event: 3 }, { vega: [2, 'ab'] }),
      'The audit of vega ends at event 2, which the backup did not hold.',
    ],
    ['the same end', holding({ audit_event: 3 }, { vega: [3, 'ff'] }), 'The audit of vega ends with another event 3 than the backup held.'],
  ])('does not agree where %s is lacking', (_what, contents, sentence) =>
    expect(differences(promised, found(contents), true)).toEqual([sentence]),
  );
});
