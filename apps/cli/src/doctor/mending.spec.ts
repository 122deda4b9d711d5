import { mending } from './mending.js';

describe('what brings powers back to what the migrations give', () => {
  it.each([
    [['fagtorg_app may DELETE need'], [], ['REVOKE DELETE ON need FROM fagtorg_app']],
    [[], ['fagtorg_app may UPDATE need.title'], ['GRANT UPDATE (title) ON need TO fagtorg_app']],
    [['everybody may EXECUTE app.now()'], [], ['REVOKE EXECUTE ON FUNCTION app.now() FROM PUBLIC']],
    [['fagtorg_app may become fagtorg_steward'], [], ['REVOKE fagtorg_steward FROM fagtorg_app']],
    [
      ['fagtorg_app is a role that may sign in, passes by row security'],
      ['fagtorg_app is a role that may sign in'],
      ['ALTER ROLE fagtorg_app NOBYPASSRLS'],
    ],
    [['need has the permissive policy mine for all by everybody'], [], ['DROP POLICY mine ON need']],
    [[], ['need is bound by row security'], ['ALTER TABLE need ENABLE ROW LEVEL SECURITY']],
    [
      ['need is bound by row security'],
      ['need is bound by row security, also for its owner'],
      ['ALTER TABLE need ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY'],
    ],
  ])('where %j is too much and %j is missing', (surplus, missing, statements) => expect(mending({ surplus, missing })).toEqual(statements));

  it.each([
    [[], ['need has the permissive policy public_or_own for SELECT by fagtorg_app']],
    [['need belongs to postgres'], []],
    [['fagtorg_app is a role'], []],
  ])('can not be told where %j is too much and %j is missing', (surplus, missing) => expect(mending({ surplus, missing })).toBeNull());
});
