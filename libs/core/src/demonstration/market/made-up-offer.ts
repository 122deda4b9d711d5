import { type CalendarDate, dateOf, dayOf, defaultTerms, hoursInWords, type OfferDraft, weekOf } from '@fagtorg/domain';
import type { Chance } from '../chance.js';
import { filled, happens, weighted, wordsOf, workModeOf } from './choosing.js';
import type { Account, OfferStep } from './course.js';
import type { Field } from './fields.js';
import { madeUpOfferLife } from './lives.js';
import { evidences, headlines } from './offer-words.js';
import type { Participant } from './participant.js';

/** An offer and what has become of it. */
export interface MadeUpOffer {
  readonly draft: OfferDraft;
  readonly specialist: Account;
  readonly steps: readonly OfferStep[];
  /** The day on which it comes back, while it is paused. */
  readonly resumeOn: CalendarDate | null;
}

const FULL_WEEK_MINUTES = 2_250;

/** Makes an offer up, in a field that this specialist has not offered yet. */
export function madeUpOffer(
  by: Chance,
  lender: Participant,
  { specialist, field, fields }: { specialist: Account; field: Field; fields: readonly Field[] },
  today: CalendarDate,
): MadeUpOffer {
  const minutesPerWeek = by.of([120, 180, 240, 240, 300, 450, 450, 600, 900]);
  const workMode = workModeOf(by, field);
  const onTop = happens(by, 8);
  return {
    draft: {
      lender: lender.code,
      base: lender.kind === 'MUNICIPALITY' ? null : lender.base,
      regionOnly: happens(by, 5),
      hoursBasis: onTop ? 'ON_TOP' : 'INSIDE_POST',
      positionMinutesPerWeek: onTop ? by.of([900, 1125, 1350]) : FULL_WEEK_MINUTES,
      terms: termsOf(by),
      headline: filled(by.of(headlines), lender.form, { ...wordsOf(field, lender.form), hours: hoursInWords(minutesPerWeek, lender.form) }),
      claims: claimsOf(by, field, fields, lender),
      availability: availabilityOf(by, minutesPerWeek, today),
      engagements: by.of(engagements),
      workMode,
      travelLimitKm: workMode === 'REMOTE' || happens(by, 20) ? null : by.of([30, 40, 50, 60, 60, 80, 100, 120]),
      workLanguages: languagesOf(by, field, lender),
    },
    specialist,
    ...madeUpOfferLife(by, specialist, lender, today),
  };
}

/** As many fields as there are offers to make, each at most once, the common ones before the rare. */
export function offeredFields(by: Chance, fields: readonly Field[], count: number): Field[] {
  const left = [...fields];
  return Array.from({ length: Math.min(count, left.length) }, () => {
    const field = weighted(by, left, ({ offered }) => offered);
    left.splice(left.indexOf(field), 1);
    return field;
  });
}

const engagements: readonly OfferDraft['engagements'][] = [
  ['SECONDMENT', 'SUPERVISION'],
  ['SECONDMENT', 'SUPERVISION'],
  ['SECONDMENT', 'SHARED_POSITION'],
  ['SECONDMENT'],
  ['SECONDMENT', 'SHARED_POSITION', 'HOSTING_VISIT', 'SUPERVISION'],
  ['SUPERVISION', 'HOSTING_VISIT', 'PLACEMENT'],
];

/** Mostly hours for hours; a fifth for money, 600 to 1,100 kr an hour. */
function termsOf(by: Chance): OfferDraft['terms'] {
  const kind = weighted(by, ['TIME_BANK', 'PAID', 'FREE'] as const, (one) => ({ TIME_BANK: 75, PAID: 20, FREE: 5 })[one]);
  if (kind === 'PAID') return { kind, hourlyOre: by.between(12, 22) * 5_000, travelCounted: happens(by, 70) };
  return { ...defaultTerms, kind };
}

/** The field itself, and up to two others of its category. */
function claimsOf(by: Chance, field: Field, fields: readonly Field[], { form }: Participant): OfferDraft['claims'] {
  const related = fields.filter(({ category, competence }) => category === field.category && competence !== field.competence);
  const also = by.some(related, by.of([0, 0, 1, 2]));
  const level = by.of([
    'BASIC',
    'PROFICIENT',
    'PROFICIENT',
    'PROFICIENT',
    'PROFICIENT',
    'PROFICIENT',
    'EXPERT',
    'EXPERT',
    'EXPERT',
  ] as const);
  const evidence = happens(by, 60) ? filled(by.of(evidences), form, { years: String(by.between(3, 22)) }) : null;
  return [
    { competence: field.competence, level, evidence },
    ...also.map(({ competence }) => ({ competence, level: by.of(['BASIC', 'PROFICIENT'] as const), evidence: null })),
  ];
}

/** From a Monday in the last weeks or the next, for two months to a year; now and then with a pause in the middle. */
function availabilityOf(by: Chance, minutesPerWeek: number, today: CalendarDate): OfferDraft['availability'] {
  const monday = weekOf(dayOf(today)) + 7 * by.between(-4, 8);
  const weeks = by.between(9, 50);
  const stretch = (from: number, to: number): OfferDraft['availability'][number] => ({
    period: { from: dateOf(monday + 7 * from), to: dateOf(monday + 7 * to - 3) },
    minutesPerWeek,
  });
  if (weeks < 20 || !happens(by, 25)) return [stretch(0, weeks)];
  const middle = Math.floor(weeks / 2);
  return [stretch(0, middle - 3), stretch(middle + 3, weeks)];
}

/** Where the place has a Sámi name, some write the language. */
function languagesOf(by: Chance, { competence }: Field, { samiLanguages, form }: Participant): OfferDraft['workLanguages'] {
  if (samiLanguages.length === 0 || !(competence.endsWith('samisk') || happens(by, 25))) return null;
  return [form, by.of(samiLanguages)];
}
