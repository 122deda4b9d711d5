import { getNamedType, type GraphQLNamedType, type GraphQLSchema, isCompositeType, isObjectType } from 'graphql';
import { fields } from './classification/fields.js';
import { type Actor, type Ground, OWN, type Thing } from './ground.js';
import { borrowersPeople, lendersSide, seesMatchesOfNeed, seesNeed, seesOffer } from './who.js';

/** Something in an answer that is not as it should be. */
export interface Fault {
  readonly field: string;
  readonly expected: string;
  readonly got: string;
  /** Whether it tells of another organisation. */
  readonly others?: boolean;
}

type Answer = Readonly<Record<string, unknown>>;

const isAnswer = (value: unknown): value is Answer => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Null, no row, or a connection that leads nowhere. */
const isEmpty = (value: unknown): boolean =>
  value === null || (Array.isArray(value) && value.length === 0) || (isAnswer(value) && value['totalCount'] === 0);

/** Looks through an answer, object by object, whether there is in it what somebody may see, and nothing else. */
export class Judge {
  /** Fields behind which anybody has seen anything. */
  readonly seen = new Set<string>();
  private readonly things: ReadonlyMap<string, Thing>;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly ground: Ground,
  ) {
    this.things = new Map(ground.things.map((thing) => [thing.id, thing]));
  }

  /** @param root the root field that was asked for */
  faults(actor: Actor, root: string, answer: unknown): Fault[] {
    const field = this.schema.getQueryType()?.getFields()[root] ?? this.schema.getMutationType()?.getFields()[root];
    return field ? this.look(actor, getNamedType(field.type), answer, null) : [];
  }

  private look(actor: Actor, named: GraphQLNamedType, value: unknown, around: Thing | null): Fault[] {
    if (Array.isArray(value)) return value.flatMap((row: unknown) => this.look(actor, named, row, around));
    if (!isAnswer(value)) return [];
    const told = value['__typename'];
    const type = this.schema.getType(typeof told === 'string' ? told : named.name);
    if (!isObjectType(type)) return [];
    const thing = ['Need', 'Offer'].includes(type.name) ? (this.things.get(String(value['id'])) ?? null) : around;
    const unseen = thing !== around && thing !== null && !(thing.kind === 'need' ? seesNeed : seesOffer)(actor, thing);
    const faults: Fault[] = unseen ? [{ field: type.name, expected: 'nothing', got: described(thing), others: isOthers(thing) }] : [];
    for (const [name, field] of Object.entries(type.getFields())) {
      const behind = value[name];
      if (behind === undefined || !isCompositeType(getNamedType(field.type))) continue;
      faults.push(
        ...this.field(actor, `${type.name}.${name}`, behind, thing),
        ...this.look(actor, getNamedType(field.type), behind, thing),
      );
    }
    return faults;
  }

  private field(actor: Actor, field: string, value: unknown, thing: Thing | null): Fault[] {
    const rule = fields[field];
    if (!rule) return [{ field, expected: 'a rule', got: 'none' }];
    const empty = isEmpty(value);
    if (!empty) this.seen.add(field);
    const about = { field: `${field} of ${described(thing)}`, others: isOthers(thing) };
    const counted = thing && this.counted(actor, field, thing);
    if (counted !== null) {
      const got = isAnswer(value) ? Number(value['totalCount']) : (value as unknown[]).length;
      return got === counted ? [] : [{ ...about, expected: got > counted ? 'nothing' : 'something', got: `${got} rows, not ${counted}` }];
    }
    const may = thing === null || rule.who(actor, thing);
    if (!may && !empty) return [{ ...about, expected: 'nothing', got: JSON.stringify(value).slice(0, 200) }];
    if (may && empty && rule.filled !== 'sometimes') return [{ ...about, expected: 'something', got: 'nothing' }];
    return [];
  }

  /** How many rows somebody is to find behind a list of a need or an offer. */
  private counted(actor: Actor, field: string, thing: Thing): number | null {
    if (field === 'Need.history' || field === 'Offer.history') {
      const steps = this.ground.steps.get(thing.id);
      const all = field === 'Need.history' ? borrowersPeople : lendersSide;
      return steps ? (all(actor, thing) ? steps.all : steps.open) : null;
    }
    if (field !== 'Need.matches' && field !== 'Offer.matches') return null;
    return this.ground.matches.filter(({ needId, offerId }) => {
      if (![needId, offerId].includes(thing.id)) return false;
      const [need, offer] = [this.things.get(needId), this.things.get(offerId)];
      return (need !== undefined && seesMatchesOfNeed(actor, need)) || (offer !== undefined && lendersSide(actor, offer));
    }).length;
  }
}

export const described = (thing: Thing | null): string =>
  thing === null ? 'whatever' : `${thing.name} ${thing.kind} of ${thing.organisation ?? 'nobody'}`;
const isOthers = (thing: Thing | null): boolean => thing !== null && thing.organisation !== OWN;
