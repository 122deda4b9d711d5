import type { CalendarDate } from '@fagtorg/domain';
import { chance } from '../chance.js';
import type { Account } from './course.js';
import { type Field, fieldsAt } from './fields.js';
import { madeUpNeed, type MadeUpNeed } from './made-up-need.js';
import { madeUpOffer, type MadeUpOffer, offeredFields } from './made-up-offer.js';
import type { Participant } from './participant.js';
import { spread } from './spread.js';

/** What one organisation asks for and offers. */
export interface Stall {
  readonly participant: Participant;
  readonly needs: readonly MadeUpNeed[];
  readonly offers: readonly MadeUpOffer[];
}

/** What counties do beside schools and roads, and inter-municipal bodies, which are child welfare cooperations in this demonstration. */
const categories: Readonly<Partial<Record<Participant['kind'], readonly string[]>>> = {
  COUNTY: ['plan', 'kart', 'klima', 'natur', 'jus', 'innkjop', 'digital', 'naring'],
  BODY: ['barnevern'],
};

/**
 * Makes up about 2,000 needs and 4,000 offers all over Norway. The same seed makes the same market on the same day, and what one
 * organisation has does not depend on the others. A specialist's account stands for all of the organisation's staff with their
 * profession: it has an offer in each of several fields, whose weeks may overlap.
 */
export function makeMarket(among: readonly Participant[], seed: string, today: CalendarDate): Stall[] {
  const needs = spread('needs', among);
  const offers = spread('offers', among);
  return among.map((participant, index) => {
    const by = chance(`${seed} ${participant.code}`);
    const fields = fieldsAt(participant.samiLanguages).filter(({ category }) => categories[participant.kind]?.includes(category) ?? true);
    return {
      participant,
      needs: Array.from({ length: needs[index] ?? 0 }, () => madeUpNeed(by, participant, fields, today)),
      offers: sharedOut(offers[index] ?? 0, participant).flatMap(({ specialist, count }) =>
        offeredFields(by, fields, count).map((field: Field) => madeUpOffer(by, participant, { specialist, field, fields }, today)),
      ),
    };
  });
}

/** The offers of a municipality are those of its two specialists by turns; others have one. */
function sharedOut(count: number, { kind }: Participant): { specialist: Account; count: number }[] {
  const first = kind === 'MUNICIPALITY' ? Math.ceil(count / 2) : count;
  return [
    { specialist: 'specialist1', count: first },
    { specialist: 'specialist2', count: count - first },
  ];
}
