import { type CalendarDate, hoursInWords, type NeedDraft, type NeedOutcome, wholeNumber } from '@fagtorg/domain';
import type { Chance } from '../chance.js';
import { filled, happens, weighted, wordsOf, workModeOf } from './choosing.js';
import type { NeedStep } from './course.js';
import type { Field } from './fields.js';
import { madeUpNeedLife } from './lives.js';
import { amounts, consequencesIn, fundings, places, type Situation, situations, smallOnly, titles } from './need-words.js';
import type { Participant } from './participant.js';
import { answerBy, type Work, workOf } from './work.js';

/** A need and what has become of it. */
export interface MadeUpNeed {
  readonly draft: NeedDraft;
  readonly steps: readonly NeedStep[];
  /** Said by who closes it. */
  readonly outcome: NeedOutcome | null;
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
  const { steps, outcome } = madeUpNeedLife(by, borrower, today);
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
    hours: hoursInWords(work.minutesTotal, form),
    percent: String(Math.round(((work.minutesPerWeek ?? 0) * 100) / FULL_WEEK_MINUTES)),
    people: wholeNumber(borrower.population, form),
  };
  const sentences = [
    situation.says,
    by.of(consequencesIn(field)),
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
