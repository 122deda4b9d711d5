import { MigrationError, RealPeopleLiveHere } from '@fagtorg/core';
import { EmbeddedDatabaseError } from '@fagtorg/platform';
import { explain, Trouble } from './trouble.js';

describe('a failure', () => {
  it('that an operator can mend is told as it is', () => {
    const trouble = new Trouble(69, 'Port 4000 is used by another program.', 'Choose another port.');
    expect(explain(trouble)).toMatchObject({
      exitCode: 69,
      message: 'Port 4000 is used by another program.',
      wayOut: 'Choose another port.',
    });
  });

  it('of the embedded database comes with its way out, and with what the system said where that is needed', () => {
    expect(explain(new EmbeddedDatabaseError('DISK_FULL', 'The disk is full.', 'Make room.'))).toEqual({
      exitCode: 69,
      message: 'The disk is full.',
      wayOut: 'Make room.',
    });
    const lacking = new EmbeddedDatabaseError('NO_BINARY', 'A library is lacking.', 'Install it.', { cause: new Error('libicu.so') });
    expect(explain(lacking).message).toBe('A library is lacking.\nlibicu.so');
  });

  it('of a migration tells an environment that is wrong from a database that is away', () => {
    expect(explain(new MigrationError('NOT_ALLOWED', 'The owner may not.', 'Let it.')).exitCode).toBe(78);
    expect(explain(new MigrationError('CANNOT_CONNECT', 'It is away.', 'Start it.')).exitCode).toBe(69);
    expect(explain(new MigrationError('FAILED', 'It failed.', 'Correct it.')).exitCode).toBe(1);
  });

  it('of the disk or of rights names the file', () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', path: '/data/x' });
    expect(explain(full)).toMatchObject({ exitCode: 69, message: 'The disk that holds /data/x is full.' });
    const forbidden = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES', path: '/data' });
    expect(explain(forbidden).message).toBe('This user may not write /data.');
  });

  it('to put a demonstration among real people is refused in plain words', () =>
    expect(explain(new RealPeopleLiveHere('The database holds 3 people who are not made up.'))).toMatchObject({ exitCode: 78 }));

  it('that nobody foresaw shows where it happened', () => {
    expect(explain(new TypeError('x is not a function'))).toMatchObject({ exitCode: 70 });
    expect(explain(new TypeError('x is not a function')).message).toMatch(/trouble\.spec/);
  });
});
