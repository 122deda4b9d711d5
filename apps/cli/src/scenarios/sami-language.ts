import type { NeedInput, OfferInput } from './contract.js';
import type { Scenario } from './scenario.js';
import { lacking, lenders, outcomeOf } from './read-match.js';

const [KARASJOK, TANA, ALTA, HAMMERFEST] = ['5610', '5628', '5601', '5603'];
const SPRING = { from: '2027-01-11', to: '2027-05-31' };

const planner: NeedInput = {
  borrowerCode: KARASJOK,
  title: 'Arealplanlegger som skriver nordsamisk',
  description: 'Høringsutkastet skal ut på nordsamisk og norsk. Arbeidet kan gjøres hvor som helst.',
  requirements: [{ competenceId: 'plan.arealdel' }],
  minutesTotal: 80 * 60,
  period: SPRING,
  answerBy: '2027-01-08',
  workMode: 'REMOTE',
  workLanguages: ['se'],
  workLanguageRequired: true,
};

const offerFrom = (lenderCode: string, workLanguages: readonly string[]): OfferInput => ({
  lenderCode,
  headline: 'Arealplanlegger, på nett',
  competences: [{ competenceId: 'plan.arealdel', level: 'EXPERT' }],
  availability: [{ period: SPRING, minutesPerWeek: 450 }],
  workMode: 'REMOTE',
  workLanguages,
});

export const samiLanguage: Scenario = {
  number: 10,
  name: 'sami-language',
  title: 'Sámi language',
  story:
    "Karasjok, alone in its region, wants a planner who writes Northern Sámi, 80 hours, remote. Required: only Tana's offer matches, after " +
    'widening to neighbours. Wished: others match lower.',

  async play({ manager, specialist, check, show }) {
    const offers = [offerFrom(TANA, ['nb', 'se']), offerFrom(ALTA, ['nb']), offerFrom(HAMMERFEST, ['nb', 'en'])];
    for (const offer of offers) {
      await manager(offer.lenderCode).releaseOffer(await specialist(offer.lenderCode).publishOffer(offer));
    }
    const posted = await manager(KARASJOK).postNeed(planner);

    const required = await manager(KARASJOK).matchedNeed(posted);
    show(required, 'Northern Sámi is required');
    check('Karasjok is alone in its region and searches the extended one', required.searchScope, 'EXTENDED_REGION');
    check('Nobody matches there', required.matches, []);
    check('Tana is one scope step out, the others lack the language', lacking(required.nearMisses).toSorted(), [
      ['Alta', 'LANGUAGE', 'language:se'],
      ['Hammerfest', 'LANGUAGE', 'language:se'],
      ['Tana', 'REGION', 'scope:NEIGHBOUR_REGION'],
    ]);

    await manager(KARASJOK).widenSearch(required, 'NEIGHBOUR_REGION', 'Tana er nærmeste kommune med samiskspråklig planlegger.');
    const widened = await manager(KARASJOK).matchedNeed(posted);
    show(widened, 'and the search is widened to neighbours');
    check("Only Tana's offer matches, after widening to neighbours", lenders(widened.matches), ['Tana']);

    await manager(KARASJOK).reviseNeed(widened, { ...planner, workLanguageRequired: false });
    const wished = await manager(KARASJOK).matchedNeed(posted);
    show(wished, 'Northern Sámi is wished for');
    const [first, ...others] = wished.matches;
    check('Wished, Tana comes first', first?.offer.lender?.name, 'Tana');
    check('and others match', lenders(others).toSorted(), ['Alta', 'Hammerfest']);
    check(
      'lower',
      others.map(({ score }) => score < (first?.score ?? 0)),
      [true, true],
    );
    check(
      'since the language is met by half',
      others.map((match) => outcomeOf(match, 'LANGUAGE')),
      ['PARTLY', 'PARTLY'],
    );
  },
};
