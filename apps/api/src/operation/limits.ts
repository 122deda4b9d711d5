import type { ApolloServerPlugin } from '@apollo/server';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  type GraphQLField,
  GraphQLError,
  type GraphQLNamedType,
  type GraphQLSchema,
  isCompositeType,
  isListType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { badInput } from './bad-input.js';
import type { Operation } from './operation.js';

/** How much an operation may ask for. */
export interface OperationLimits {
  /** Levels of fields. A connection's `edges` and `node` are not counted: they hold the one list that stands above them. */
  readonly depth: number;
  /** Fields that are given a name of their own, since each is answered anew. */
  readonly aliases: number;
  /** Things that an answer may hold, were all lists as long as they are taken to be. */
  readonly cost: number;
}

/** How long a list is taken to be that says nothing about it. */
const LIST = 15;
/** Lists that are longer, as the reference data has them: taken for short ones, some that lie in each other would be millions of things. */
const longLists: Readonly<Record<string, number>> = {
  'Query.municipalities': 360,
  'Query.regions': 160,
  'County.municipalities': 45,
  'LabourMarketRegion.municipalities': 30,
};

/** Refuses, before anything is read, what would be answered with more than anybody can use: lists in lists in lists, without end. */
export const withinLimits = (limits: OperationLimits): ApolloServerPlugin<Operation> => ({
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ schema, document, operation, request }) => {
        if (operation?.operation === OperationTypeNode.SUBSCRIPTION) throw noSubscriptions();
        if (operation) costOf(limits, schema, document, operation, request.variables ?? {});
        return Promise.resolve();
      },
    }),
});

/** How many things the answer to an operation may hold. @throws what is refused, as soon as a limit is passed */
export function costOf(
  limits: OperationLimits,
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const measure = new Measure(limits, schema, document, { ...defaultsOf(operation), ...variables });
  const root = schema.getRootType(operation.operation);
  if (root) measure.measure(root, operation.selectionSet, 1, 1);
  return measure.things;
}

/** What stands in an operation for variables that nobody gives. Only whole numbers say how long a list is. */
const defaultsOf = ({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> =>
  Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)]] : [],
    ),
  );

/** What Relay's connections wrap their list in. */
const wrappers = new Set(['edges', 'node']);

const noSubscriptions = (): GraphQLError =>
  new GraphQLError('there are no subscriptions', { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } });

/** Walks through an operation as if it were answered, and stops as soon as a limit is passed. */
class Measure {
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  things = 0;
  private aliases = 0;

  constructor(
    private readonly limits: OperationLimits,
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly variables: Readonly<Record<string, unknown>>,
  ) {
    const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
    this.fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  /** @param times how many such things there may be in the answer */
  measure(parent: GraphQLNamedType, { selections }: SelectionSetNode, times: number, level: number): void {
    this.within('query-too-deep', level, this.limits.depth);
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        this.field(parent, selection, times, level);
      } else {
        this.count(1);
        const part = selection.kind === Kind.FRAGMENT_SPREAD ? this.fragments.get(selection.name.value) : selection;
        const type = part?.typeCondition && this.schema.getType(part.typeCondition.name.value);
        if (part) this.measure(type ?? parent, part.selectionSet, times, level);
      }
    }
  }

  private field(parent: GraphQLNamedType, node: FieldNode, times: number, level: number): void {
    if (node.alias) this.within('too-many-aliases', (this.aliases += 1), this.limits.aliases);
    const field = fieldOf(parent, node.name.value);
    if (!field || !node.selectionSet) {
      this.count(1);
      return;
    }
    const all = times * this.length(parent, field, node);
    this.count(all);
    this.measure(getNamedType(field.type), node.selectionSet, all, wrappers.has(field.name) ? level : level + 1);
  }

  /** A connection is as long as the page asked for; its edges are that page. */
  private length(parent: GraphQLNamedType, field: GraphQLField<unknown, unknown>, node: FieldNode): number {
    const first = field.args.find(({ name }) => name === 'first');
    if (!first) {
      const isList = isListType(getNullableType(field.type)) && field.name !== 'edges';
      return isList ? (longLists[`${parent.name}.${field.name}`] ?? LIST) : 1;
    }
    const given = node.arguments?.find(({ name }) => name.value === 'first')?.value;
    const asked = given?.kind === Kind.VARIABLE ? this.variables[given.name.value] : given?.kind === Kind.INT ? Number(given.value) : null;
    // Variables have not been looked at yet: what is no number is refused for that, and counts as if it had been left out.
    return Math.max(1, Number(typeof asked === 'number' ? asked : (first.defaultValue ?? LIST)));
  }

  private count(things: number): void {
    this.within('query-too-large', (this.things += things), this.limits.cost);
  }

  private within(reason: 'query-too-deep' | 'query-too-large' | 'too-many-aliases', found: number, limit: number): void {
    if (found > limit) throw badInput(reason, { limit });
  }
}

/** Introspection has no fields here: GraphQL itself keeps it within bounds. */
const fieldOf = (parent: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined =>
  isCompositeType(parent) && !isUnionType(parent) ? parent.getFields()[name] : undefined;
