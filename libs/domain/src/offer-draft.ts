import { type CalendarDate, overlap } from './calendar.js';
import type { Availability } from './capacity.js';
import type { CompetenceClaim } from './competence.js';
import type { EngagementForm, WorkLanguage, WorkMode } from './need.js';
import type { HoursBasis, Terms } from './offer.js';
import {
  choiceProblems,
  firstOf,
  minuteProblems,
  numberProblems,
  periodProblems,
  workingDayProblems,
  workLanguageProblems,
} from './problems.js';
import { refuse, type Refused } from './refusal.js';
import {
  competenceProblems,
  defaultWorkLanguages,
  findMunicipality,
  findOrganisation,
  type KnownMunicipality,
  type KnownOrganisation,
  type Register,
} from './register.js';
import { ok, type Result } from './result.js';
import { textProblems, tidy } from './text.js';

/** What a specialist, or a manager on their behalf, offers. */
export interface OfferDraft {
  readonly lender: string;
  /** The municipality that the specialist travels from; null is the lender, which must then be a municipality. */
  readonly base: string | null;
  readonly regionOnly: boolean;
  readonly hoursBasis: HoursBasis;
  readonly positionMinutesPerWeek: number | null;
  readonly terms: Terms;
  readonly headline: string;
  readonly claims: readonly (CompetenceClaim & { readonly evidence: string | null })[];
  readonly availability: readonly Availability[];
  readonly engagements: readonly EngagementForm[];
  readonly workMode: WorkMode;
  /** Straight-line kilometres; null is no limit. */
  readonly travelLimitKm: number | null;
  readonly workLanguages: readonly string[] | null;
}

/** A draft that holds, with its codes looked up and its defaults filled in. */
export interface CheckedOffer extends Omit<OfferDraft, 'lender' | 'base' | 'workLanguages'> {
  readonly lender: KnownOrganisation;
  readonly base: KnownMunicipality;
  readonly workLanguages: readonly WorkLanguage[];
  /** The last day of the last availability. */
  readonly lastDay: CalendarDate;
}

/** Nobody works more than 40 hours a week for one employer. */
export const WORKING_WEEK_MINUTES = 2400;

/** The most an hour may cost, in øre: 10,000 kroner. */
const HOURLY_ORE_MAX = 1_000_000;

/** Left out, hours are lent for hours. */
export const defaultTerms: Terms = { kind: 'TIME_BANK', hourlyOre: null, travelCounted: true };

/**
 * Checks what is offered. Refuses the first thing that is wrong with INVALID_INPUT, with LIMIT_EXCEEDED more hours than the week or the
 * post has, with TERMS_MISSING paid hours without a price; and the way to it.
 * @param specialistName must not stand in the headline, which everyone reads
 */
export function checkOffer(draft: OfferDraft, specialistName: string, register: Register, today: CalendarDate): Result<CheckedOffer> {
  const problem = firstOf(offerProblems(draft, specialistName, register, today));
  if (problem) return problem;
  const lender = findOrganisation(register, draft.lender, ['lenderCode']);
  if (!lender.ok) return lender;
  const base = baseOf(draft, lender.value, register);
  if (!base.ok) return base;
  return ok({
    ...draft,
    headline: tidy(draft.headline),
    lender: lender.value,
    base: base.value,
    workLanguages:
      (draft.workLanguages as readonly WorkLanguage[] | null) ?? defaultWorkLanguages(ownForm(lender.value, base.value, register)),
    lastDay: draft.availability.reduce((last, { period }) => (period.to > last ? period.to : last), ''),
  });
}

function baseOf(draft: OfferDraft, lender: KnownOrganisation, register: Register): Result<KnownMunicipality> {
  if (draft.base !== null) return findMunicipality(register, draft.base, ['baseCode']);
  if (lender.kind === 'MUNICIPALITY') return findMunicipality(register, lender.code, ['lenderCode']);
  return refuse('INVALID_INPUT', ['baseCode'], 'place-missing', undefined);
}

/** The lender's own form of Norwegian; a county or body has none in the reference data, so there it is the base's. */
const ownForm = (lender: KnownOrganisation, base: KnownMunicipality, register: Register): KnownMunicipality['writtenForm'] =>
  (lender.kind === 'MUNICIPALITY' ? register.municipality(lender.code) : null)?.writtenForm ?? base.writtenForm;

function* offerProblems(draft: OfferDraft, specialistName: string, register: Register, today: CalendarDate): Generator<Refused> {
  yield* textProblems(['headline'], draft.headline, { max: 200, required: true });
  if (namesPerson(draft.headline, specialistName)) yield refuse('INVALID_INPUT', ['headline'], 'name-in-headline', undefined);
  const codes = draft.claims.map(({ competence }) => competence);
  yield* choiceProblems(['competences'], codes, { max: 20, required: true });
  yield* competenceProblems(register, ['competences'], codes);
  for (const [index, { evidence }] of draft.claims.entries()) {
    if (evidence !== null) yield* textProblems(['competences', String(index), 'evidence'], evidence, { max: 1000, required: false });
  }
  yield* availabilityProblems(draft, register, today);
  yield* weekProblems(draft);
  yield* termsProblems(draft.terms);
  yield* choiceProblems(['engagements'], draft.engagements, { max: 6, required: true });
  if (draft.travelLimitKm !== null) yield* numberProblems(['travelLimitKm'], draft.travelLimitKm, 0, 3000);
  if (draft.workLanguages) yield* workLanguageProblems(['workLanguages'], draft.workLanguages);
}

/**
 * A surname would tell who it is, also half of one ("Hansen-Dahl"), a middle name, or with the s of a genitive; a first name alone may be a
 * word, and so may the "von" or the "O" of a name.
 */
function namesPerson(headline: string, name: string): boolean {
  const said = new Set(wordsOf(headline));
  const [, ...surnames] = tidy(name).split(/\s+/);
  return wordsOf(surnames.join(' '))
    .filter((part) => part.length > 1 && !particles.has(part))
    .some((part) => said.has(part) || said.has(`${part}s`));
}

const wordsOf = (text: string): string[] =>
  tidy(text)
    .toLocaleLowerCase('nb')
    .split(/[^\p{L}]+/u);
const particles: ReadonlySet<string> = new Set(['af', 'av', 'da', 'de', 'del', 'den', 'der', 'di', 'la', 'le', 'van', 'von', 'zu']);

function* availabilityProblems({ availability }: OfferDraft, { calendar }: Register, today: CalendarDate): Generator<Refused> {
  if (availability.length === 0) yield refuse('INVALID_INPUT', ['availability'], 'none-given', undefined);
  if (availability.length > 50) yield refuse('INVALID_INPUT', ['availability'], 'too-many', { limit: 50 });
  for (const [index, { period, minutesPerWeek }] of availability.entries()) {
    yield* periodProblems(['availability', String(index), 'period'], period, calendar);
    yield* minuteProblems(['availability', String(index), 'minutesPerWeek'], minutesPerWeek, WORKING_WEEK_MINUTES);
  }
  const inOrder = [...availability].sort((a, b) => (a.period.from < b.period.from ? -1 : 1));
  for (const [index, { period }] of inOrder.entries()) {
    const next = inOrder[index + 1];
    const shared = next ? overlap(period, next.period) : null;
    if (shared) yield refuse('INVALID_INPUT', ['availability'], 'periods-overlap', { date: shared.from });
  }
  const periods = availability.map(({ period }) => period);
  yield* workingDayProblems(['availability'], periods, calendar, today);
}

/** Hours lie inside the post, or on top of it: then position and lent hours together stay within the working week. */
function* weekProblems({ hoursBasis, positionMinutesPerWeek: post, availability }: OfferDraft): Generator<Refused> {
  const path = ['positionMinutesPerWeek'];
  if (post !== null) yield* minuteProblems(path, post, WORKING_WEEK_MINUTES);
  if (post === null) {
    if (hoursBasis === 'ON_TOP') yield refuse('INVALID_INPUT', path, 'position-missing', undefined);
    return;
  }
  const free = hoursBasis === 'ON_TOP' ? WORKING_WEEK_MINUTES - post : post;
  const over = availability.findIndex(({ minutesPerWeek }) => minutesPerWeek > free);
  if (over < 0) return;
  yield refuse(
    'LIMIT_EXCEEDED',
    ['availability', String(over), 'minutesPerWeek'],
    hoursBasis === 'ON_TOP' ? 'over-forty-hours' : 'over-post',
    { free },
  );
}

function* termsProblems({ kind, hourlyOre }: Terms): Generator<Refused> {
  const path = ['terms', 'hourlyOre'];
  if (kind === 'PAID' && hourlyOre === null) yield refuse('TERMS_MISSING', path, 'price-missing', undefined);
  if (kind !== 'PAID' && hourlyOre !== null) yield refuse('INVALID_INPUT', path, 'price-not-used', undefined);
  if (hourlyOre !== null && !(Number.isInteger(hourlyOre) && hourlyOre >= 1 && hourlyOre <= HOURLY_ORE_MAX)) {
    yield refuse('INVALID_INPUT', path, 'price-out-of-range', { max: HOURLY_ORE_MAX });
  }
}
