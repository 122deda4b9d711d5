import type { Chance } from '@fagtorg/core';
import {
  astFromValue,
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isNonNullType,
  isObjectType,
  parse,
  print,
  validate,
} from 'graphql';
import type { Values } from './values.js';

/** A request as a client would send it. */
export interface Asked {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const DEPTH = 8;
const ALIASES = 14;
const MUTATIONS = 0.2;
const wrappers = new Set(['edges', 'node']);

/** Makes up documents that fit the schema: any root field, any depth, arguments in place and as variables. */
export class Documents {
  private variables: Record<string, unknown> = {};
  private declared: string[] = [];
  private aliases = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly values: Values,
    private readonly luck: Chance,
  ) {}

  /** The next one, with the root field that it begins with. */
  next(): Asked & { readonly root: string } {
    for (;;) {
      this.variables = {};
      this.declared = [];
      this.aliases = 0;
      const kind = this.luck.next() < MUTATIONS ? 'mutation' : 'query';
      const type = kind === 'mutation' ? this.schema.getMutationType() : this.schema.getQueryType();
      if (!type) throw new Error(`There is no ${kind}.`);
      const roots = this.luck.some(Object.values(type.getFields()), kind === 'mutation' || this.luck.next() < 0.8 ? 1 : 2);
      const selection = roots.map((field) => this.field(field, this.luck.between(1, DEPTH) - 1, new Set())).join(' ');
      const query = `${kind} ${this.luck.next() < 0.3 ? 'Named' : ''}${this.declared.length > 0 ? `(${this.declared.join(', ')})` : ''} { ${selection} }`;
      // Two fields of one name may not fit together where types meet, and half a letter fits nowhere; such a one is made again.
      if (this.fits(query)) return { query, variables: this.variables, root: `${kind} ${roots[0]?.name ?? ''}` };
    }
  }

  private fits(query: string): boolean {
    try {
      return validate(this.schema, parse(query)).length === 0;
    } catch {
      return false;
    }
  }

  private field(field: GraphQLField<unknown, unknown>, depth: number, taken: Set<string>): string {
    const alias = taken.has(field.name) || this.luck.next() < 0.05 ? this.alias() : '';
    taken.add(field.name);
    const given = field.args.filter((arg) => (isNonNullType(arg.type) && arg.defaultValue === undefined) || this.luck.next() < 0.5);
    const args = given.map(({ name, type }) => {
      const value = this.values.of(type, name);
      if (this.luck.next() < 0.5) return `${name}: ${this.variable(String(type), value)}`;
      const literal = astFromValue(value, type);
      return `${name}: ${literal ? print(literal) : this.variable(String(type), value)}`;
    });
    const named = getNamedType(field.type);
    const below = isCompositeType(named) ? ` { ${this.selection(named, wrappers.has(field.name) ? depth : depth - 1)} }` : '';
    return `${alias}${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${below}`;
  }

  private variable(type: string, value: unknown): string {
    const name = `v${this.declared.length}`;
    this.declared.push(`$${name}: ${type}`);
    this.variables[name] = value;
    return `$${name}`;
  }

  private alias(): string {
    if (this.aliases >= ALIASES) return '';
    this.aliases += 1;
    return `a${this.aliases}: `;
  }

  private selection(type: GraphQLNamedType, depth: number): string {
    if (isAbstractType(type)) {
      const members = this.luck.some([...this.schema.getPossibleTypes(type)], this.luck.between(1, 2));
      const taken = new Set<string>();
      return ['__typename', ...members.map((member) => `... on ${member.name} { ${this.fields(member, depth, taken)} }`)].join(' ');
    }
    return isObjectType(type) ? this.fields(type, depth, new Set()) : '__typename';
  }

  private fields(type: GraphQLObjectType, depth: number, taken: Set<string>): string {
    const deep = (field: GraphQLField<unknown, unknown>): boolean => isCompositeType(getNamedType(field.type));
    const possible = Object.values(type.getFields()).filter((field) => !deep(field) || depth > 0 || wrappers.has(field.name));
    const wrapped = possible.filter(({ name }) => wrappers.has(name));
    const some = this.luck.some(possible, this.luck.between(1, 4));
    const chosen = wrapped.length > 0 && this.luck.next() < 0.8 ? [...new Set([...some, ...wrapped])] : some;
    return ['__typename', ...chosen.map((field) => this.field(field, depth, taken))]
      .slice(chosen.length > 0 && this.luck.next() < 0.7 ? 1 : 0)
      .join(' ');
  }
}
