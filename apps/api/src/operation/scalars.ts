import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { GraphQLDateTime, GraphQLUUID } from 'graphql-scalars';

const text = (value: unknown): string => {
  if (typeof value === 'string') return value;
  throw new GraphQLError('A date is text: "2026-11-21".', { extensions: { code: 'BAD_USER_INPUT' } });
};

/**
 * A calendar date as text. Whether it exists is for the rules to say, which refuse it in the reader's language and name the field; the
 * scalar of the library would refuse the whole request in English.
 */
const date = new GraphQLScalarType<string, string>({
  name: 'Date',
  serialize: text,
  parseValue: text,
  parseLiteral: (node) => text(node.kind === Kind.STRING ? node.value : null),
});

export const scalars = { Date: date, DateTime: GraphQLDateTime, UUID: GraphQLUUID };
