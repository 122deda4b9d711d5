import type { Scenario } from './scenario.js';
import { lacking, lenders, outcomeOf } from './read-match.js';

const [VEGA, ALSTAHAUG, NORDLAND] = ['1815', '1820', '18'];
const SPRING = { from: '2027-02-01', to: '2027-05-31' };
const REASON = 'Ingen i den utvidede regionen har meldt seg på to uker. Alstahaug er nærmest og har kapasitet.';

export const nobodyNear: Scenario = {
  number: 7,
  name: 'nobody-near',
  title: 'Nobody near',
  story:
    'Vega needs GIS competence and is alone in its region; Sømna, Brønnøy and Vevelstad in the extended region have no one. After two weeks ' +
    "the broker widens to neighbours, with the reason; Alstahaug's offer, a near miss on REGION until then, matches.",

  async play({ manager, specialist, broker, daysGoBy, check, show }) {
    const published = await specialist(ALSTAHAUG).publishOffer({
      lenderCode: ALSTAHAUG,
      headline: 'GIS-ingeniør med ledige timer i vår',
      competences: [{ competenceId: 'kart.gis', level: 'EXPERT', evidence: 'Forvalter kartløsningen for Alstahaug' }],
      availability: [{ period: SPRING, minutesPerWeek: 450 }],
      workMode: 'HYBRID',
      travelLimitKm: 80,
    });
    await manager(ALSTAHAUG).releaseOffer(published);
    const posted = await manager(VEGA).postNeed({
      borrowerCode: VEGA,
      title: 'GIS-kompetanse til ny kartløsning',
      description: 'Kartløsningen vår er utdatert, og den som kunne den, har sluttet. Vi trenger hjelp til å sette opp en ny.',
      requirements: [{ competenceId: 'kart.gis' }],
      minutesTotal: 80 * 60,
      period: SPRING,
      answerBy: '2027-01-20',
      workMode: 'HYBRID',
    });

    const alone = await manager(VEGA).matchedNeed(posted);
    show(alone, 'On the day that it was posted');
    check(
      'Vega is alone in its region',
      alone.place.region.municipalities.map(({ name }) => name),
      ['Vega'],
    );
    check('so the search starts in the extended region', alone.searchScope, 'EXTENDED_REGION');
    check('where nobody is', alone.matches, []);
    check("Alstahaug's offer is a near miss, one scope step out", lacking(alone.nearMisses), [
      ['Alstahaug', 'REGION', 'scope:NEIGHBOUR_REGION'],
    ]);

    await daysGoBy(14);
    const stillAlone = await broker(NORDLAND).matchedNeed(posted);
    check('Two weeks later the broker of Nordland finds it open and unmatched', [stillAlone.status, stillAlone.matches], ['OPEN', []]);
    await broker(NORDLAND).widenSearch(stillAlone, 'NEIGHBOUR_REGION', REASON);

    const need = await manager(VEGA).matchedNeed(posted);
    show(need, 'Two weeks later, when the broker has widened the search to neighbours');
    const [match] = need.matches;
    check('Alstahaug matches', lenders(need.matches), ['Alstahaug']);
    check('as a neighbour', [match?.scope, outcomeOf(match, 'REGION')], ['NEIGHBOUR_REGION', 'MET']);
    check('and is no near miss any more', need.nearMisses, []);
    const widening = need.history.at(-1);
    check('Vega reads who widened, and why', [widening?.by.role, widening?.reason], ['BROKER', REASON]);
  },
};
