import { migrations, search } from './installation.js';

describe('the doctor', () => {
  const status = { applied: ['one'], pending: [], cutOff: [], edited: [], unknown: [] };

  it.each([
    ['is content where all migrations are applied', {}, { state: 'ok' }],
    ['sends to migrate where some are not', { pending: ['two'] }, { state: 'fault', wayOut: 'npx fagtorg migrate' }],
    ['names one that was cut off once', { pending: ['two'], cutOff: ['two'] }, { says: 'Not applied yet: two.' }],
    ['names one that was changed afterwards', { edited: ['one'] }, { state: 'fault', says: 'Changed after they were applied: one.' }],
    [
      'knows a newer Fagtorg, whatever else is amiss',
      { unknown: ['three'], pending: ['two'] },
      { wayOut: 'Use that newer version, or another database.' },
    ],
  ])('%s', (_, more, expected) => expect(migrations({ ...status, ...more })).toMatchObject(expected));

  it('says what a database with LC_CTYPE C can not find, which is no fault', () => {
    expect(search({ beyondAscii: true, ctype: 'C.UTF-8' }).state).toBe('ok');
    expect(search({ beyondAscii: false, ctype: 'C' })).toMatchObject({
      state: 'note',
      wayOut: expect.stringContaining('LC_CTYPE') as string,
    });
  });
});
