import { buildSchema, getOperationAST, parse } from 'graphql';
import { costOf, type OperationLimits, withinLimits } from './limits.js';

const schema = buildSchema(`
  type Query { things(first: Int = 20): Things! }
  type Things { edges: [Edge!]! }
  type Edge { node: Thing! }
  type Thing { id: ID! parts(first: Int = 20): Things! }
`);
const roomy: OperationLimits = { depth: 9, aliases: 0, cost: Infinity };
const fields = 'things(first: $n) { edges { node { parts(first: $n) { edges { node { id } } } } } }';
const cost = (text: string, variables: Record<string, unknown> = {}, limits: OperationLimits = roomy): number => {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('There is no operation.');
  return costOf(limits, schema, document, operation, variables);
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

describe('an operation', () => {
  const limits: OperationLimits = { depth: 3, aliases: 1, cost: 1000 };

  it('is as large as its lists in lists', () => {
    expect(cost(`{ ${fields.replaceAll('$n', '10')} }`)).toBeGreaterThan(10 * 10);
    expect(() => cost(`{ ${fields.replaceAll('$n', '50')} }`, {}, limits)).toThrow('too large');
  });

  it('is as large as the fragments that it spreads, each time', () => {
    const doubling = Array.from({ length: 12 }, (_, n) => `fragment f${n} on Query { ...f${n + 1} ...f${n + 1} }`).join(' ');
    expect(() => cost(`{ ...f0 } ${doubling} fragment f12 on Query { things { edges { node { id } } } }`, {}, limits)).toThrow('too large');
  });

  it('goes no deeper than the limit, and a connection’s edges and nodes are no levels', () => {
    const one = 'parts(first: 1) { edges { node { id } } }';
    expect(cost(`{ things(first: 1) { edges { node { ${one} } } } }`, {}, limits)).toBeGreaterThan(0);
    const two = one.replace('id', one);
    expect(() => cost(`{ things(first: 1) { edges { node { ${two} } } } }`, {}, limits)).toThrow('too deep');
  });

  it('has no more names of its own than the limit', () => {
    expect(cost('{ a: things { edges { node { id } } } }', {}, limits)).toBeGreaterThan(0);
    expect(() => cost('{ a: things { edges { node { b: id } } } }', {}, limits)).toThrow('at most 1');
  });

  it('is no subscription', async () => {
    const listener = await withinLimits(limits).requestDidStart?.({} as never);
    const operation = getOperationAST(parse('subscription { things { edges { node { id } } } }'));
    const resolved = { schema, document: parse('{ a }'), operation, request: {} } as never;
    expect(() => listener?.didResolveOperation?.(resolved)).toThrow('there are no subscriptions');
  });
});
