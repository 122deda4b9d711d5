import { statementNames } from './statement-names.js';

it('gives each text that reads a name of its own, and the same again', () => {
  const nameOf = statementNames();
  const first = nameOf({ sql: 'SELECT 1' });
  expect(first).not.toBe('');
  expect(nameOf({ sql: '  select 2' })).not.toBe(first);
  expect(nameOf({ sql: 'SELECT 1' })).toBe(first);
});

it('names nothing that writes', () => {
  expect(
    ['INSERT INTO need VALUES ($1)', 'UPDATE need SET title = $1', 'WITH a AS (DELETE FROM need) SELECT 1'].map((sql) =>
      statementNames()({ sql }),
    ),
  ).toEqual(['', '', '']);
});

it('comes to an end, however many texts there are', () => {
  const nameOf = statementNames();
  const names = Array.from({ length: 10_000 }, (_, n) => nameOf({ sql: `SELECT ${n}` }));
  expect(new Set(names).size).toBeLessThan(1_000);
  expect(nameOf({ sql: 'SELECT 0' })).toBe(names[0]);
});
