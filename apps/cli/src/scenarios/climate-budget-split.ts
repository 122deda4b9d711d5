import type { NeedInput } from './contract.js';
import type { Scenario } from './scenario.js';
import { lenders, outcomeOf } from './read-match.js';

const [FROSTA, LEVANGER, TRØNDELAG, STEINKJER] = ['5036', '5037', '50', '5006'];
/** Ten weeks without a holiday, before the municipal director presents the budget on 1 November. */
const AUTUMN = { from: '2027-08-23', to: '2027-10-31' };

const climateBudget: NeedInput = {
  borrowerCode: FROSTA,
  title: 'Klimabudsjett til budsjettforslaget',
  description: 'Kommunedirektøren legger fram budsjettet 1. november. Ingen hos oss har laget klimabudsjett før.',
  requirements: [{ competenceId: 'klima.klimabudsjett' }],
  minutesTotal: 60 * 60,
  minutesMin: 20 * 60,
  period: AUTUMN,
  answerBy: '2027-06-01',
  workMode: 'REMOTE',
};

export const climateBudgetSplit: Scenario = {
  number: 3,
  name: 'climate-budget',
  title: 'Climate budget, split',
  story:
    "Frosta needs 60 hours before the municipal director's budget proposal. Levanger offers 40 in the period, Trøndelag county 20: " +
    'together they cover the need. No statutory requirement is attached.',

  async play({ manager, specialist, check, show }) {
    const fromLevanger = await specialist(LEVANGER).publishOffer({
      lenderCode: LEVANGER,
      headline: 'Klimarådgiver med klimabudsjett som fag',
      competences: [{ competenceId: 'klima.klimabudsjett', level: 'EXPERT' }],
      availability: [{ period: AUTUMN, minutesPerWeek: 4 * 60 }],
      workMode: 'REMOTE',
    });
    await manager(LEVANGER).releaseOffer(fromLevanger);
    const fromCounty = await specialist(TRØNDELAG).publishOffer({
      lenderCode: TRØNDELAG,
      baseCode: STEINKJER,
      headline: 'Rådgiver i klimabudsjett for kommunene',
      competences: [{ competenceId: 'klima.klimabudsjett', level: 'EXPERT' }],
      availability: [{ period: AUTUMN, minutesPerWeek: 2 * 60 }],
      workMode: 'REMOTE',
    });
    await manager(TRØNDELAG).releaseOffer(fromCounty);
    const posted = await manager(FROSTA).postNeed(climateBudget);

    const need = await manager(FROSTA).matchedNeed(posted);
    show(need, 'As Frosta sees it');
    check('Levanger matches, and behind it the county, which offers less', lenders(need.matches), ['Levanger', 'Trøndelag']);
    check(
      'Both cover a part',
      need.matches.map((match) => outcomeOf(match, 'CAPACITY')),
      ['PARTLY', 'PARTLY'],
    );
    check(
      '40 hours and 20 hours',
      need.matches.map(({ feasibleMinutes }) => feasibleMinutes / 60),
      [40, 20],
    );
    check(
      'which together is all of the need',
      need.matches.reduce((sum, { feasibleMinutes }) => sum + feasibleMinutes, 0),
      need.minutesTotal,
    );
    check('No statutory requirement is attached', need.statutoryRequirement, null);
    check('as no duty stands behind a climate budget', await manager(FROSTA).dutiesBehind('klimabudsjett'), []);
    const refused = await manager(FROSTA).refusedNeed({ ...climateBudget, statutoryRequirementId: 'spr-klima-4-2' });
    check('and none can be claimed', refused, { code: 'INVALID_INPUT', path: ['statutoryRequirementId'] });
  },
};
