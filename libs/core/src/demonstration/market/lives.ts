import { addDays, type CalendarDate, type NeedOutcome } from '@fagtorg/domain';
import type { Chance } from '../chance.js';
import { weighted } from './choosing.js';
import { moments, type NeedStep, type OfferStep, type Step } from './course.js';
import type { Words } from './fields.js';
import type { Participant } from './participant.js';

/** What somebody does, and the reason that goes with it. */
type Plan<S extends Step<unknown>> = readonly (readonly [act: S['act'], by: S['by'], reason?: Words])[];

interface Life<S extends Step<unknown>> {
  /** Beside the others. */
  readonly often: number;
  readonly plan: Plan<S>;
}

const needLives: readonly (Life<NeedStep> & { readonly outcome?: NeedOutcome })[] = [
  { often: 84, plan: [['post', 'manager']] },
  { often: 4, plan: [['draft', 'manager']] },
  { often: 3, plan: [['submit', 'caseworker']] },
  {
    often: 1,
    plan: [
      ['submit', 'caseworker'],
      ['return', 'manager', { nb: 'Skriv hvem som følger opp hos oss.', nn: 'Skriv kven som følgjer opp hos oss.' }],
    ],
  },
  {
    often: 3,
    plan: [
      ['submit', 'caseworker'],
      ['open', 'manager'],
    ],
  },
  {
    often: 2,
    plan: [
      ['post', 'manager'],
      ['hold', 'manager', { nb: 'Venter på budsjettvedtaket.', nn: 'Ventar på budsjettvedtaket.' }],
    ],
  },
  {
    often: 1,
    plan: [
      ['post', 'manager'],
      ['close', 'manager'],
    ],
    outcome: 'MET_OTHERWISE',
  },
  {
    often: 1,
    plan: [
      ['post', 'manager'],
      ['withdraw', 'manager', { nb: 'Vi har fått ansatt en selv.', nn: 'Vi har fått tilsett ein sjølve.' }],
    ],
  },
];

/** What becomes of a need. Only municipalities have case workers. */
export function madeUpNeedLife(
  by: Chance,
  { kind, form }: Participant,
  today: CalendarDate,
): { steps: NeedStep[]; outcome: NeedOutcome | null } {
  const possible = needLives.filter(({ plan }) => kind === 'MUNICIPALITY' || plan.every(([, account]) => account === 'manager'));
  const { plan, outcome } = weighted(by, possible, ({ often }) => often);
  return { steps: stepsOf(by, plan, form, today), outcome: outcome ?? null };
}

const offerLives = (specialist: OfferStep['by']): readonly (Life<OfferStep> & { readonly pauses?: true })[] => [
  {
    often: 80,
    plan: [
      ['publish', specialist],
      ['release', 'manager'],
    ],
  },
  {
    often: 5,
    plan: [
      ['publish', 'manager'],
      ['agree', specialist],
    ],
  },
  { often: 4, plan: [['publish', specialist]] },
  { often: 2, plan: [['publish', 'manager']] },
  {
    often: 2,
    plan: [
      ['publish', specialist],
      ['refuse-release', 'manager', { nb: 'Vi trenger timene selv i denne perioden.', nn: 'Vi treng timane sjølve i denne perioden.' }],
    ],
  },
  { often: 2, plan: [['draft', specialist]] },
  {
    often: 3,
    plan: [
      ['publish', specialist],
      ['release', 'manager'],
      ['pause', specialist, { nb: 'Fullt opp til etter ferien.', nn: 'Fullt opp til etter ferien.' }],
    ],
    pauses: true,
  },
  {
    often: 2,
    plan: [
      ['publish', specialist],
      ['release', 'manager'],
      ['withdraw', specialist, { nb: 'Timene gikk til eget arbeid.', nn: 'Timane gjekk til eige arbeid.' }],
    ],
  },
];

/** What becomes of an offer. While it is paused, it has a day on which it comes back. */
export function madeUpOfferLife(
  by: Chance,
  specialist: OfferStep['by'],
  { form }: Participant,
  today: CalendarDate,
): { steps: OfferStep[]; resumeOn: CalendarDate | null } {
  const { plan, pauses } = weighted(by, offerLives(specialist), ({ often }) => often);
  return { steps: stepsOf(by, plan, form, today), resumeOn: pauses ? addDays(today, by.between(10, 60)) : null };
}

function stepsOf<S extends Step<unknown>>(by: Chance, plan: Plan<S>, form: Participant['form'], today: CalendarDate): Step<S['act']>[] {
  const times = moments(plan.length, today, by);
  return plan.map(([act, account, reason], index) => ({
    act,
    by: account,
    at: times[index] ?? new Date(0),
    reason: reason?.[form] ?? null,
  }));
}
