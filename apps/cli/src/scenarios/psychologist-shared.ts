import type { Scenario } from './scenario.js';
import { lenders, outcomeOf } from './read-match.js';

const [SNÅSA, GRONG, HØYLANDET] = ['5041', '5045', '5046'];
const SCHOOL_YEAR = { from: '2027-09-01', to: '2028-06-30' };
/** Forty weeks: 20 % of a post for Grong, 10 % for Høylandet. */
const GRONGS_SHARE = 40 * 450;
const HØYLANDETS_SHARE = 40 * 225;

export const psychologistShared: Scenario = {
  number: 1,
  name: 'psychologist',
  title: 'Psychologist, shared',
  story:
    'Grong needs 20 % of a psychologist (450 min a week, 1 September to 30 June; helse- og omsorgstjenesteloven § 3-2). Snåsa offers one, ' +
    'inside a full post; Høylandet wants a part too: both borrowers stand on the need with their shares.',

  async play({ manager, specialist, check, show }) {
    const published = await specialist(SNÅSA).publishOffer({
      lenderCode: SNÅSA,
      headline: 'Kommunepsykolog, 30 % til nabokommuner',
      competences: [{ competenceId: 'helse.psykolog', level: 'EXPERT', evidence: 'Psykologspesialist, samfunns- og allmennpsykologi' }],
      availability: [{ period: SCHOOL_YEAR, minutesPerWeek: 675 }],
      hoursBasis: 'INSIDE_POST',
      positionMinutesPerWeek: 2250,
      workMode: 'HYBRID',
      travelLimitKm: 60,
    });
    check('Snåsa has to release its psychologist first', published.status, 'AWAITING_RELEASE');
    check('and Grong does not see the offer before', await manager(GRONG).offer(published), null);

    const posted = await manager(GRONG).postNeed({
      borrowerCode: GRONG,
      coBorrowers: [{ organisationCode: HØYLANDET, minutes: HØYLANDETS_SHARE }],
      title: 'Psykolog i 20 % stilling, sammen med Høylandet',
      description: 'Vi har ikke hatt psykolog siden i vår. Grong trenger én dag i uka, Høylandet en halv.',
      requirements: [{ competenceId: 'helse.psykolog' }],
      minutesTotal: GRONGS_SHARE + HØYLANDETS_SHARE,
      minutesPerWeek: 675,
      period: SCHOOL_YEAR,
      answerBy: '2027-03-01',
      workMode: 'HYBRID',
      statutoryRequirementId: 'hol-3-2-psykolog',
    });
    const unmatched = await manager(GRONG).matchedNeed(posted);
    check('so that nobody matches yet', [unmatched.matches, unmatched.nearMisses], [[], []]);

    const released = await manager(SNÅSA).releaseOffer(published);
    check('With the release the offer is available', released.status, 'AVAILABLE');

    const need = await manager(GRONG).matchedNeed(posted);
    show(need, 'As Grong sees it');
    const [match] = need.matches;
    check('Snåsa alone matches', lenders(need.matches), ['Snåsa']);
    check('inside the region of Grong', match?.scope, 'SAME_REGION');
    check('and covers the shares of both', match?.feasibleMinutes, GRONGS_SHARE + HØYLANDETS_SHARE);
    check('with a capacity that is met in full', outcomeOf(match, 'CAPACITY'), 'MET');
    check('near enough to drive', outcomeOf(match, 'DISTANCE'), 'MET');

    const asHøylandet = await manager(HØYLANDET).matchedNeed(posted);
    check(
      'Høylandet reads both shares on the need',
      [asHøylandet.borrower.name, asHøylandet.minutesTotal - HØYLANDETS_SHARE, ...asHøylandet.coBorrowers],
      ['Grong', GRONGS_SHARE, { organisation: { code: HØYLANDET, name: 'Høylandet' }, minutes: HØYLANDETS_SHARE }],
    );
    check('The duty to have a psychologist stands behind it, and was verified', need.statutoryRequirement, {
      section: '§ 3-2',
      law: 'helse- og omsorgstjenesteloven (LOV-2011-06-24-30)',
      verified: true,
    });

    const own = await specialist(SNÅSA).offer(released);
    check('The hours lie inside a full post', [own?.hoursBasis, own?.positionMinutesPerWeek], ['INSIDE_POST', 2250]);
    const asGrong = await manager(GRONG).offer(released);
    check('which is for Snåsa to know', asGrong?.positionMinutesPerWeek, null);
  },
};
