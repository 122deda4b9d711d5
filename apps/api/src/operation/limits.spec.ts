import { buildSchema, getOperationAST, parse } from 'graphql';
import { costOf } from './limits.js';

const schema = buildSchema(`
  type Query { things(first: Int = 20): Things! }
  type Things { edges: [Edge!]! }
  type Edge { node: Thing! }
  type Thing { id: ID! parts(first: Int = 20): Things! }
`);
const fields = 'things(first: $n) { edges { node { parts(first: $n) { edges { node { id } } } } } }';
const cost = (text: string, variables: Record<string, unknown> = {}): number => {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('There is no operation.');
  return costOf({ depth: 9, aliases: 0, cost: Infinity }, schema, document, operation, variables);
};

describe('what an operation costs', () => {
  const literal = cost(`{ ${fields.replaceAll('$n', '100')} }`);

  it('is as much by a variable as when it stands there', () => {
    expect(cost(`query ($n: Int) { ${fields} }`, { n: 100 })).toBe(literal);
  });

  it('is as much by the default of a variable', () => {
    expect(cost(`query ($n: Int = 100) { ${fields} }`)).toBe(literal);
    expect(cost(`query ($n: Int = 1) { ${fields} }`, { n: 100 })).toBe(literal);
    expect(cost(`query ($n: Int = 100) { ${fields} }`, { n: 1 })).toBeLessThan(literal);
  });

  it('is as much by the default of a variable that only a fragment uses', () => {
    const spread = `query ($n: Int = 100) { ...all } fragment all on Query { ${fields} }`;
    expect(cost(spread)).toBe(literal + 1);
  });

  it.each([{ n: null }, {}])('is that of the argument’s own default where a variable says nothing: %j', (variables) => {
    expect(cost(`query ($n: Int) { ${fields} }`, variables)).toBe(cost(`{ ${fields.replaceAll('$n', '20')} }`));
  });
});
