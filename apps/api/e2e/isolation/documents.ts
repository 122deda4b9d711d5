import {
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** A document that asks for a root field, as `answer`, and for all that can be reached behind it. */
export interface Asking {
  readonly query: string;
  /** The fields, as Type.field, behind which it asks for an object. */
  readonly fields: readonly string[];
}

const referenceTypes = ['Municipality', 'County', 'LabourMarketRegion', 'Competence', 'StatutoryRequirement'];
/** What the API counts no level for. */
const wrappers = new Set(['edges', 'node']);
const DEPTH = 7;
/** Of lists with many rows, what stands right behind each: more would be refused as too much. */
const shallow: Readonly<Record<string, number>> = { needs: 3, offers: 3, regions: 2 };
/** About as long as a document may be. */
const LONGEST = 2_200;
const given: Readonly<Record<string, string>> = { 'Viewer.calendar': '(from: "2026-11-23", to: "2027-03-31")' };

interface Node {
  readonly type: GraphQLNamedType;
  readonly level: number;
  /** By Type.field: what is asked for behind it. */
  readonly below: Map<string, Node>;
}

/** Composes what is asked of a schema. Each field that reaches an object is asked for on the shortest way from each root field. */
export class Documents {
  constructor(private readonly schema: GraphQLSchema) {}

  query(name: string): Asking[] {
    const field = this.schema.getQueryType()?.getFields()[name];
    if (!field) throw new Error(`There is no query ${name}.`);
    const tree = this.tree(field, shallow[name] ?? DEPTH);
    if (!tree) return [this.asking('query', field, null)];
    const askings: Asking[] = [];
    let part: Node = { ...tree, below: new Map() };
    for (const [key, node] of tree.below) {
      if (part.below.size > 0 && print(this.schema, part).length + print(this.schema, node).length > LONGEST) {
        askings.push(this.asking('query', field, part));
        part = { ...tree, below: new Map() };
      }
      part.below.set(key, node);
    }
    return [...askings, this.asking('query', field, part)];
  }

  /** A mutation is sent once: it asks for what was changed and what stands right behind it. */
  mutation(name: string): Asking {
    const field = this.schema.getMutationType()?.getFields()[name];
    if (!field) throw new Error(`There is no mutation ${name}.`);
    return this.asking('mutation', field, this.tree(field, 2));
  }

  /** Every field that is asked for anywhere. */
  allFields(): string[] {
    const roots = [this.schema.getQueryType(), this.schema.getMutationType()].flatMap((type) => Object.values(type?.getFields() ?? {}));
    const trees = roots.map((field) => this.tree(field, DEPTH));
    return [...new Set(trees.flatMap((tree) => (tree ? fieldsOf(tree) : [])))];
  }

  private asking(kind: 'query' | 'mutation', { name, args }: GraphQLField<unknown, unknown>, tree: Node | null): Asking {
    const declared = args.map(
      (arg) => `$${arg.name}: ${String(arg.type)}${arg.defaultValue === undefined ? '' : ` = ${literal(arg.defaultValue)}`}`,
    );
    const passed = args.map((arg) => `${arg.name}: $${arg.name}`);
    const list = (texts: string[]): string => (texts.length > 0 ? `(${texts.join(', ')})` : '');
    const query = `${kind} ${list(declared)} { answer: ${name}${list(passed)} ${tree ? print(this.schema, tree) : ''} }`;
    return { query, fields: tree ? fieldsOf(tree) : [] };
  }

  private tree(root: GraphQLField<unknown, unknown>, deepest: number): Node | null {
    const type = getNamedType(root.type);
    if (!isCompositeType(type)) return null;
    const top: Node = { type, level: 1, below: new Map() };
    const reference = referenceTypes.includes(type.name);
    const known = new Set<string>();
    for (const queue = [top]; queue.length > 0;) {
      const node = queue.shift() ?? top;
      for (const object of objectsOf(this.schema, node.type)) {
        if (!reference && referenceTypes.includes(object.name)) continue;
        for (const field of Object.values(object.getFields())) {
          const key = `${object.name}.${field.name}`;
          const level = wrappers.has(field.name) ? node.level : node.level + 1;
          const behind = getNamedType(field.type);
          if (!isCompositeType(behind) || known.has(key) || level > deepest) continue;
          known.add(key);
          const next: Node = { type: behind, level, below: new Map() };
          node.below.set(key, next);
          queue.push(next);
        }
      }
    }
    return top;
  }
}

const literal = (value: unknown): string => (typeof value === 'string' && /^[A-Z_]+$/.test(value) ? value : JSON.stringify(value));

const objectsOf = (schema: GraphQLSchema, type: GraphQLNamedType): readonly GraphQLObjectType[] =>
  isAbstractType(type) ? schema.getPossibleTypes(type) : isObjectType(type) ? [type] : [];

const fieldsOf = (node: Node): string[] => [...node.below].flatMap(([key, below]) => [key, ...fieldsOf(below)]);

function print(schema: GraphQLSchema, node: Node): string {
  const inner = (object: GraphQLObjectType): string =>
    Object.values(object.getFields())
      .map((field) => {
        const key = `${object.name}.${field.name}`;
        const below = node.below.get(key);
        if (below) return `${field.name}${given[key] ?? ''} ${print(schema, below)}`;
        const plain = !isCompositeType(getNamedType(field.type)) && !field.args.some(({ type }) => isNonNullType(type));
        return plain ? field.name : '';
      })
      .filter((text) => text !== '')
      .join(' ');
  const objects = objectsOf(schema, node.type);
  const parts = isAbstractType(node.type) ? objects.map((object) => `... on ${object.name} { ${inner(object)} }`) : objects.map(inner);
  return `{ __typename ${parts.join(' ')} }`;
}
