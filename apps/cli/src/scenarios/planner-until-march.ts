import type { Scenario } from './scenario.js';
import { explanationOf, lenders, outcomeOf } from './read-match.js';

const [TOLGA, TYNSET] = ['3426', '3427'];
const PERIOD = { from: '2026-12-28', to: '2027-03-14' };
/** Public holidays in those weeks that fall on a working day. */
const HOLIDAYS = ['2027-01-01'];

export const plannerUntilMarch: Scenario = {
  number: 2,
  name: 'planner',
  title: 'Planner',
  story:
    'Tolga needs 120 hours on the societal part of its municipal plan before 15 March (plan- og bygningsloven § 3-3). Tynset offers ten ' +
    'hours a week. The match says how many of the 120 hours fit before the date, public holidays counted.',

  async play({ manager, specialist, check, show }) {
    const posted = await manager(TOLGA).postNeed({
      borrowerCode: TOLGA,
      title: 'Samfunnsplanlegger til kommuneplanens samfunnsdel',
      description: 'Kommunestyret behandler samfunnsdelen 15. mars. Vår eneste planlegger er i permisjon.',
      requirements: [{ competenceId: 'plan.samfunnsdel' }],
      minutesTotal: 120 * 60,
      period: PERIOD,
      answerBy: '2026-12-18',
      workMode: 'HYBRID',
      statutoryRequirementId: 'pbl-3-3',
    });
    const published = await specialist(TYNSET).publishOffer({
      lenderCode: TYNSET,
      headline: 'Samfunnsplanlegger, ti timer i uka',
      competences: [{ competenceId: 'plan.samfunnsdel', level: 'EXPERT' }],
      availability: [{ period: { from: '2026-12-28', to: '2027-06-30' }, minutesPerWeek: 600 }],
      workMode: 'HYBRID',
    });
    await manager(TYNSET).releaseOffer(published);

    const need = await manager(TOLGA).matchedNeed(posted);
    show(need, 'As Tolga sees it');
    const [match] = need.matches;
    const fits = hoursUntil(PERIOD, 10);
    check('Tynset matches', lenders(need.matches), ['Tynset']);
    check('It covers a part of the need', outcomeOf(match, 'CAPACITY'), 'PARTLY');
    check('the hours of every working day before the date, and none on 1 January', match?.feasibleMinutes, fits * 60);
    check('The match says so', explanationOf(match, 'CAPACITY')?.includes(`${fits} `), true);
    check('The duty to have planners stands behind it, and was verified', need.statutoryRequirement?.verified, true);
    check('108 hours by hand', fits, 108);
  },
};

/** The hours that fit, counted day by day on a calendar of its own: a fifth of a week's on every Monday to Friday that is no holiday. */
function hoursUntil({ from, to }: { from: string; to: string }, hoursPerWeek: number): number {
  let hours = 0;
  for (const day = new Date(from); day <= new Date(to); day.setUTCDate(day.getUTCDate() + 1)) {
    const weekend = day.getUTCDay() === 0 || day.getUTCDay() === 6;
    if (!weekend && !HOLIDAYS.includes(day.toISOString().slice(0, 10))) hours += hoursPerWeek / 5;
  }
  return hours;
}
