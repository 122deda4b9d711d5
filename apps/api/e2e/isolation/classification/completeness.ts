import { getNamedType, type GraphQLSchema, isCompositeType, isInterfaceType, isObjectType } from 'graphql';
import { fields } from './fields.js';
import { mutations, queries } from './roots.js';

/** Fields of a schema that the classification lacks, and those that it has and the schema lacks. */
export function unclassifiedFields(schema: GraphQLSchema): string[] {
  const known = new Set([
    ...Object.keys(queries).map((name) => `Query.${name}`),
    ...Object.keys(mutations).map((name) => `Mutation.${name}`),
    ...Object.keys(fields),
  ]);
  const roots = [schema.getQueryType()?.name, schema.getMutationType()?.name, schema.getSubscriptionType()?.name];
  const there = Object.values(schema.getTypeMap())
    .filter((type) => !type.name.startsWith('__'))
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => roots.includes(type.name) || isCompositeType(getNamedType(field.type)))
        .map((field) => `${type.name}.${field.name}`),
    );
  return [...there.filter((name) => !known.has(name)), ...[...known].filter((name) => !there.includes(name))];
}
