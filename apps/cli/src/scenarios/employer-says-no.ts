import type { Scenario } from './scenario.js';

const [EVJE_OG_HORNNES, BYGLAND, AGDER] = ['4219', '4220', '42'];
const SPRING = { from: '2027-01-04', to: '2027-06-30' };
const REASON = 'Vi har selv tre områdeplaner som må ferdig før sommeren.';

export const employerSaysNo: Scenario = {
  number: 9,
  name: 'employer-says-no',
  title: 'The employer says no',
  story: 'Evje og Hornnes does not release its volunteer for Bygland. The offer was never visible; the reason stays between the two.',

  async play({ manager, caseworker, specialist, colleague, broker, check, show }) {
    const posted = await manager(BYGLAND).postNeed({
      borrowerCode: BYGLAND,
      title: 'Arealplanleggjar til rullering av arealdelen',
      description: 'Vi manglar planleggjar etter at to slutta, og arealdelen er frå 2012.',
      requirements: [{ competenceId: 'plan.arealdel' }],
      minutesTotal: 100 * 60,
      period: SPRING,
      answerBy: '2026-12-31',
      workMode: 'HYBRID',
    });
    const published = await specialist(EVJE_OG_HORNNES).publishOffer({
      lenderCode: EVJE_OG_HORNNES,
      headline: 'Arealplanlegger, gjerne for Bygland',
      competences: [{ competenceId: 'plan.arealdel', level: 'EXPERT' }],
      availability: [{ period: SPRING, minutesPerWeek: 450 }],
      workMode: 'HYBRID',
    });
    const waiting = await specialist(EVJE_OG_HORNNES).offer(published);
    check('The specialist waits for the employer', [waiting?.status, waiting?.awaiting], ['AWAITING_RELEASE', ['LENDER']]);

    const others = {
      'the manager of Bygland': manager(BYGLAND),
      'the broker of Agder': broker(AGDER),
      'a colleague': colleague(EVJE_OG_HORNNES),
      'a case worker of Evje og Hornnes': caseworker(EVJE_OG_HORNNES),
    };
    for (const [who, other] of Object.entries(others)) check(`For ${who} the offer does not exist`, await other.offer(published), null);

    const refused = await manager(EVJE_OG_HORNNES).refuseRelease(published, REASON);
    check('The employer says no', refused.status, 'NOT_RELEASED');
    for (const [who, other] of Object.entries(others)) check(`and for ${who} it still does not`, await other.offer(refused), null);
    check('Bygland finds no such offer', await manager(BYGLAND).offersOf('plan.arealdel'), []);

    const need = await manager(BYGLAND).matchedNeed(posted);
    show(need, 'As Bygland sees it');
    check('It was never a match and no near miss', [need.matches, need.nearMisses], [[], []]);

    const asSpecialist = await specialist(EVJE_OG_HORNNES).offer(refused);
    check('The specialist reads the reason', asSpecialist?.history.at(-1)?.reason, REASON);
    const asManager = await manager(EVJE_OG_HORNNES).offer(refused);
    check('and so does the manager', asManager?.history.at(-1)?.reason, REASON);
  },
};
