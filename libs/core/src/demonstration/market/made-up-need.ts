import { addDays, type CalendarDate, dateOf, dayOf, hoursInWords, type NeedDraft, type Period, weekOf, wholeNumber } from '@fagtorg/domain';
import type { Chance } from '../chance.js';
import { filled, happens, weighted, wordsOf, workModeOf } from './choosing.js';
import { moments, type NeedStep } from './course.js';
import type { Field } from './fields.js';
import { amounts, consequencesIn, fundings, places, type Situation, situations, smallOnly, titles } from './need-words.js';
import type { Participant } from './participant.js';

/** A need and what has become of it. */
export interface MadeUpNeed {
  readonly draft: NeedDraft;
  readonly steps: readonly NeedStep[];
  /** Said by who closes it. */
  readonly outcome: 'MET_OTHERWISE' | 'CANCELLED' | null;
}

const SMALL = 8_000;
const FULL_WEEK_MINUTES = 2_250;

/** Makes a need up, as a manager would write it. */
export function madeUpNeed(by: Chance, borrower: Participant, fields: readonly Field[], today: CalendarDate): MadeUpNeed {
  const field = weighted(by, fields, ({ asked }) => asked);
  const work = workOf(by, field, today);
  const workMode = workModeOf(by, field);
  const situation = by.of(situations.filter((one) => !smallOnly(one) || isSmall(borrower)));
  const funding = happens(by, 50) ? { secured: happens(by, 60), year: Number(work.period.from.slice(0, 4)) } : null;
  const { steps, outcome } = lifeOf(by, borrower, today);
  return {
    draft: {
      borrower: borrower.code,
      place: borrower.kind === 'MUNICIPALITY' ? null : borrower.base,
      ...work,
      ...textsOf(by, field, borrower, { work, workMode, situation, funding }),
      coBorrowers: coBorrowersOf(by, field, borrower, work.minutesTotal),
      requirements: requirementsOf(by, field, fields),
      answerBy: answerBy(by, work.period, today),
      engagements: by.of(field.rhythm === 'post' ? formsOfPosts : formsOfTasks),
      workMode,
      ...languagesOf(by, field, borrower),
      statutoryRequirement: borrower.kind === 'MUNICIPALITY' && happens(by, 70) ? field.duty : null,
      lacks: situation.lacks,
      barriers: situation.barriers,
      reliesOnOnePerson: situation.reliesOnOnePerson,
      funding,
    },
    steps,
    outcome,
  };
}

const isSmall = ({ kind, population }: Participant): boolean => kind === 'MUNICIPALITY' && population < SMALL;

const formsOfPosts: readonly NeedDraft['engagements'][] = [
  ['SHARED_POSITION', 'SECONDMENT'],
  ['SECONDMENT', 'SHARED_POSITION', 'SUPERVISION'],
  ['SECONDMENT'],
];
const formsOfTasks: readonly NeedDraft['engagements'][] = [
  ['SECONDMENT', 'SHARED_POSITION', 'HOSTING_VISIT', 'SUPERVISION'],
  ['SECONDMENT', 'SUPERVISION'],
  ['SECONDMENT', 'HOSTING_VISIT', 'PLACEMENT'],
];

type Work = Pick<NeedDraft, 'minutesTotal' | 'minutesPerWeek' | 'minutesMin' | 'period'>;

/** How much and when. Work begins on a Monday and ends on a Friday. */
function workOf(by: Chance, { rhythm }: Field, today: CalendarDate): Work {
  const periodOf = (earliest: number, latest: number, weeks: number): Period => {
    const monday = weekOf(dayOf(today)) + 7 * by.between(earliest, latest);
    return { from: dateOf(monday), to: dateOf(monday + 7 * weeks - 3) };
  };
  if (rhythm === 'post') {
    const minutesPerWeek = by.of([225, 450, 450, 675, 900, 1125]);
    const weeks = by.between(16, 44);
    // Some weeks are short or fall away.
    return { minutesTotal: minutesPerWeek * Math.floor(weeks * 0.9), minutesPerWeek, minutesMin: null, period: periodOf(3, 14, weeks) };
  }
  const hours = by.of(rhythm === 'task' ? [40, 60, 60, 80, 80, 100, 120, 120, 150, 200] : [20, 30, 40, 60, 80]);
  const weeks = rhythm === 'task' ? Math.max(6, Math.ceil(hours / by.between(6, 15))) : by.between(4, 10);
  return {
    minutesTotal: hours * 60,
    minutesPerWeek: happens(by, 40) ? Math.ceil((hours * 1.5) / weeks) * 60 : null,
    minutesMin: happens(by, 30) ? (hours / 2) * 60 : null,
    period: periodOf(rhythm === 'task' ? 3 : 1, rhythm === 'task' ? 12 : 5, weeks),
  };
}

/** Between one week and eight from now, and before the work begins where there is a week until then. */
function answerBy(by: Chance, { from }: Period, today: CalendarDate): CalendarDate {
  const soonest = addDays(today, 7);
  const wished = addDays(today, by.between(7, 56));
  const latest = from > soonest ? addDays(from, -1) : soonest;
  return wished < latest ? wished : latest;
}

interface Told {
  readonly work: Work;
  readonly workMode: NeedDraft['workMode'];
  readonly situation: Situation;
  readonly funding: NeedDraft['funding'];
}

function textsOf(by: Chance, field: Field, borrower: Participant, told: Told): Pick<NeedDraft, 'title' | 'description'> {
  const { work, workMode, situation, funding } = told;
  const { form } = borrower;
  const values = {
    ...wordsOf(field, form),
    hours: hoursInWords(field.rhythm === 'post' ? (work.minutesPerWeek ?? 0) : work.minutesTotal, form),
    percent: String(Math.round(((work.minutesPerWeek ?? 0) * 100) / FULL_WEEK_MINUTES)),
    people: wholeNumber(borrower.population, form),
  };
  const sentences = [
    situation.says,
    by.of(consequencesIn(field.category)),
    amounts[field.rhythm],
    places[workMode],
    ...(funding ? [fundings[funding.secured ? 'secured' : 'awaited']] : []),
  ];
  return {
    title: filled(by.of(titles[field.rhythm]), form, values),
    description: sentences.map((words) => filled(words, form, values)).join(' '),
  };
}

/** Now and then a neighbour wants a third of a post. */
function coBorrowersOf(by: Chance, { rhythm }: Field, { kind, neighbours }: Participant, total: number): NeedDraft['coBorrowers'] {
  if (kind !== 'MUNICIPALITY' || rhythm !== 'post' || neighbours.length === 0 || !happens(by, 12)) return [];
  return [{ organisation: by.of(neighbours), minutes: Math.floor(total / 45) * 15 }];
}

/** What must be met, and now and then what would be nice in the same category. */
function requirementsOf(by: Chance, field: Field, fields: readonly Field[]): NeedDraft['requirements'] {
  const level = by.of(['BASIC', 'PROFICIENT', 'PROFICIENT', 'PROFICIENT', 'EXPERT'] as const);
  const asked = { competence: field.competence, level, mandatory: true };
  const related = fields.filter(({ category, competence }) => category === field.category && competence !== field.competence);
  if (related.length === 0 || !happens(by, 25)) return [asked];
  return [asked, { competence: by.of(related).competence, level: 'PROFICIENT', mandatory: false }];
}

/** A place with a Sámi name now and then asks for the language, and one that writes nynorsk insists on it. */
function languagesOf(
  by: Chance,
  { competence }: Field,
  { samiLanguages, form }: Participant,
): Pick<NeedDraft, 'workLanguages' | 'workLanguageRequired'> {
  const aboutLanguage = competence.endsWith('samisk');
  if (samiLanguages.length > 0 && (aboutLanguage || happens(by, 15))) {
    return { workLanguages: [by.of(samiLanguages)], workLanguageRequired: aboutLanguage || happens(by, 30) };
  }
  return form === 'nn' && happens(by, 6)
    ? { workLanguages: ['nn'], workLanguageRequired: true }
    : { workLanguages: null, workLanguageRequired: false };
}

type Course = readonly (readonly [act: NeedStep['act'], by: NeedStep['by'], reason?: string])[];

/** What becomes of needs, and how often. Only municipalities have case workers. */
const lives: readonly { readonly often: number; readonly course: Course; readonly outcome?: MadeUpNeed['outcome'] }[] = [
  { often: 84, course: [['post', 'manager']] },
  { often: 4, course: [['draft', 'manager']] },
  { often: 3, course: [['submit', 'caseworker']] },
  { often: 1, course: [['submit', 'caseworker'], ['return', 'manager', 'Skriv hva fristen er, og hvem som følger opp hos oss.']] },
  { often: 3, course: [['submit', 'caseworker'], ['open', 'manager']] },
  { often: 2, course: [['post', 'manager'], ['hold', 'manager', 'Venter på budsjettvedtaket.']] },
  { often: 1, course: [['post', 'manager'], ['close', 'manager']], outcome: 'MET_OTHERWISE' },
  { often: 1, course: [['post', 'manager'], ['close', 'manager']], outcome: 'CANCELLED' },
  { often: 1, course: [['post', 'manager'], ['withdraw', 'manager', 'Vi har fått ansatt en selv.']] },
];

function lifeOf(by: Chance, { kind }: Participant, today: CalendarDate): Pick<MadeUpNeed, 'steps' | 'outcome'> {
  const possible = lives.filter(({ course }) => kind === 'MUNICIPALITY' || course.every(([, account]) => account === 'manager'));
  const { course, outcome } = weighted(by, possible, ({ often }) => often);
  const times = moments(course.length, today, by);
  return {
    steps: course.map(([act, account, reason], index) => ({ act, by: account, at: times[index] ?? new Date(0), reason: reason ?? null })),
    outcome: outcome ?? null,
  };
}
