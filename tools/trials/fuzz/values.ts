import type { Chance } from '@fagtorg/core';
import {
  getNullableType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { type Pools, wholeInput } from './pools.js';

const LIST_MOST = 3;

/** Makes up a value that a type takes, as JSON. */
export class Values {
  constructor(
    private readonly pools: Pools,
    private readonly luck: Chance,
  ) {}

  /** @param name of the argument or field, which tells what is looked for */
  of(type: GraphQLInputType, name: string): unknown {
    const { luck } = this;
    if (!isNonNullType(type) && luck.next() < 0.1) return null;
    const bare = getNullableType(type);
    if (isListType(bare)) {
      return Array.from({ length: luck.between(luck.next() < 0.8 ? 1 : 0, LIST_MOST) }, () => this.of(bare.ofType, name));
    }
    if (isEnumType(bare)) return luck.of(bare.getValues()).name;
    if (isInputObjectType(bare)) return this.object(bare);
    return this.scalar(bare.name, name);
  }

  private object(type: GraphQLInputObjectType): unknown {
    const { luck } = this;
    const whole = wholeInput(type.name, luck);
    const fields = Object.values(type.getFields());
    const whom = this.thing(fields.some(({ name }) => name === 'needId') ? 'need' : 'offer');
    const made = fields
      .filter(({ type: inner, defaultValue }) => (isNonNullType(inner) && defaultValue === undefined) || luck.next() < (whole ? 0.15 : 0.4))
      .filter(({ name }) => !(whole && name in whole && luck.next() < 0.9))
      .map(
        ({ name, type: inner }) => [name, name === 'revision' && whom && luck.next() < 0.8 ? whom.revision : this.of(inner, name)] as const,
      );
    const object = { ...whole, ...Object.fromEntries(made) };
    for (const key of ['needId', 'offerId']) if (key in object && whom && luck.next() < 0.9) Object.assign(object, { [key]: whom.id });
    return object;
  }

  private thing(kind: 'need' | 'offer'): Pools['things'][number] | null {
    const some = this.pools.things.filter((thing) => thing.kind === kind);
    return some.length === 0 ? null : this.luck.of(some);
  }

  private scalar(type: string, name: string): unknown {
    const { luck, pools } = this;
    switch (type) {
      case 'Boolean':
        return luck.next() < 0.5;
      case 'Int':
        return name === 'first' && luck.next() < 0.9 ? luck.between(0, 12) : luck.of(pools.numbers);
      case 'Float':
        return luck.next() * luck.of(pools.numbers);
      case 'UUID':
        return luck.of(pools.ids);
      case 'ID':
        return luck.next() < 0.9 ? luck.of(pools.codes) : luck.of(pools.texts);
      case 'Date':
        return luck.of(pools.days);
      case 'DateTime':
        return '2026-11-23T12:00:00Z';
      default:
        if (name === 'after') return luck.of(pools.cursors);
        return luck.next() < 0.8 ? luck.of(pools.texts) : luck.of(pools.codes);
    }
  }
}
