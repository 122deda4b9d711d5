import { buildSchema, extendSchema, parse } from 'graphql';
import { readFileSync } from 'node:fs';
import { unclassifiedFields } from './completeness.js';

const schema = buildSchema(readFileSync('apps/api/schema.graphql', 'utf8'));

describe('who sees what, field by field', () => {
  it('is said of every root field and of every field behind which an object stands', () => {
    expect(unclassifiedFields(schema)).toEqual([]);
  });

  it('is missing for fields that come anew', () => {
    const grown = extendSchema(
      schema,
      parse(
        'extend type Query { salaries: [Int!]! } extend type Mutation { fire(id: UUID!): Boolean } extend type Offer { employer: Organisation }',
      ),
    );
    expect(unclassifiedFields(grown)).toEqual(['Query.salaries', 'Mutation.fire', 'Offer.employer']);
  });

  it('is superfluous for fields that are gone', () => {
    const shrunk = buildSchema('scalar UUID type Query { viewer: String }');
    expect(unclassifiedFields(shrunk)).toContain('Offer.specialist');
  });
});
