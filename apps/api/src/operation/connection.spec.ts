import { toGlobalId } from 'graphql-relay';
import { sliceOf } from './connection.js';

const ID = '11111111-1111-4111-8111-111111111111';

describe('a page that is asked for', () => {
  it('holds twenty rows where nothing is said, and begins where the one before ended', () => {
    expect(sliceOf('member', {}, 100)).toEqual({ first: 20, after: null });
    expect(sliceOf('member', { first: 100, after: toGlobalId('member', ID) }, 100)).toEqual({ first: 100, after: ID });
  });

  it.each([-1, 101])('holds no %d rows', (first) => {
    expect(() => sliceOf('member', { first }, 100)).toThrow('A page');
  });

  it.each([
    ['nothing', ''],
    ['no cursor', 'tull'],
    ['the cursor of another list', toGlobalId('invitation', ID)],
    ['a made-up key', toGlobalId('member', "1' OR '1'='1")],
  ])('does not begin after %s', (_, after) => {
    expect(() => sliceOf('member', { after }, 100)).toThrow('not of this list');
  });
});
