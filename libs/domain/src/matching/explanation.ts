import { addDays } from '../calendar.js';
import type { CompetenceCode, CompetenceFit, CompetenceLevel } from '../competence.js';
import { dateInWords, hours, hoursInWords, type Language, list, type Texts, type Tongue, tongueOf, wholeNumber } from '../language.js';
import type { EngagementForm, WorkLanguage } from '../need.js';
import type { MunicipalityCode } from '../scope.js';
import { engagementWords, levelWords, workLanguageWords } from '../words.js';
import type { Criterion, CriterionFacts, CriterionOutcome, CriterionResult } from './criterion.js';
import { insideSearch, outsideSearch } from './where-it-lies.js';
import { butOffers, canWork, mustBeDone } from './work-mode-words.js';

/** Names that explanations use. Reference data, so that a text read later uses the names of today. */
export interface Names {
  readonly competence: (code: CompetenceCode, tongue: Tongue) => string;
  readonly municipality: (code: MunicipalityCode) => string;
}

type Sentences<C extends Criterion> = (facts: CriterionFacts[C], outcome: CriterionOutcome, names: Names) => Texts;

/** Says in one sentence why a criterion came out as it did, with its figures. Northern Sámi readers get bokmål. */
export function explain(result: CriterionResult, language: Language, names: Names): string {
  const sentence = sentences[result.criterion] as Sentences<Criterion>;
  return sentence(result.facts, result.outcome, names)[tongueOf(language)];
}

const sentences: { readonly [C in Criterion]: Sentences<C> } = {
  REGION: ({ scope, alone, place, lender }, outcome, names) => {
    const name = names.municipality(place);
    const lies = outcome === 'NOT_MET' ? outsideSearch(scope, lender) : insideSearch(scope, lender);
    if (outcome === 'NOT_MET' || scope !== 'EXTENDED_REGION' || !alone) return inEach((tongue) => `${lies[tongue]}.`);
    return {
      nb: `${lies.nb}. ${name} er alene i sin bo- og arbeidsmarkedsregion.`,
      nn: `${lies.nn}. ${name} er åleine i bu- og arbeidsmarknadsregionen sin.`,
      en: `${lies.en}. ${name} is alone in its labour-market region.`,
    };
  },

  COMPETENCE: ({ fits }, _, names) => inEach((tongue) => fits.map((fit) => competenceSentence(fit, tongue, names)).join(' ')),

  PERIOD: ({ gapDays }, outcome) => {
    if (outcome === 'MET') {
      return { nb: 'Periodene overlapper.', nn: 'Periodane overlappar.', en: 'The periods overlap.' };
    }
    if (gapDays === null) {
      return {
        nb: 'Behovet har ingen arbeidsdager igjen.',
        nn: 'Behovet har ingen arbeidsdagar att.',
        en: 'The need has no working days left.',
      };
    }
    return {
      nb: `Periodene møtes ikke: ${gapDays} ${gapDays === 1 ? 'dag' : 'dager'} skiller dem.`,
      nn: `Periodane møtest ikkje: ${gapDays} ${gapDays === 1 ? 'dag' : 'dagar'} skil dei.`,
      en: `The periods do not meet: they are ${gapDays} ${gapDays === 1 ? 'day' : 'days'} apart.`,
    };
  },

  CAPACITY: ({ feasible, open, least, lastDay, weeks }, outcome) => {
    const shown = outcome === 'MET' ? open : tenthsDown(feasible);
    const of = outcome === 'MET' ? open : tenthsUp(open);
    const share = (tongue: Tongue): string => (open < 60 ? `${outcome === 'MET' ? open : feasible}` : hours(shown, tongue));
    const day = addDays(lastDay, 1);
    const covers: Texts = {
      nb: `Dekker ${share('nb')} av ${hoursInWords(of, 'nb')} før ${dateInWords(day, 'nb')}`,
      nn: `Dekkjer ${share('nn')} av ${hoursInWords(of, 'nn')} før ${dateInWords(day, 'nn')}`,
      en: `Covers ${share('en')} of ${hoursInWords(of, 'en')} before ${dateInWords(day, 'en')}`,
    };
    if (outcome !== 'NOT_MET') return inEach((tongue) => `${covers[tongue]}.`);
    const missing = least - feasible;
    const inAll = (tongue: Tongue): string => hoursInWords(tenthsUp(missing), tongue);
    const perWeek = (tongue: Tongue): string => hoursInWords(tenthsUp(missing / weeks), tongue);
    const short: Texts =
      weeks > 1
        ? {
            nb: `${perWeek('nb')} i uka for lite, til sammen ${inAll('nb')}.`,
            nn: `${perWeek('nn')} i veka for lite, til saman ${inAll('nn')}.`,
            en: `${perWeek('en')} a week short, ${inAll('en')} in all.`,
          }
        : { nb: `${inAll('nb')} for lite.`, nn: `${inAll('nn')} for lite.`, en: `${inAll('en')} short.` };
    return {
      nb: `${short.nb} ${covers.nb}, minst ${hoursInWords(tenthsUp(least), 'nb')} må dekkes.`,
      nn: `${short.nn} ${covers.nn}, minst ${hoursInWords(tenthsUp(least), 'nn')} må dekkjast.`,
      en: `${short.en} ${covers.en}, at least ${hoursInWords(tenthsUp(least), 'en')} must be covered.`,
    };
  },

  WORK_MODE: ({ need, offer }, outcome) =>
    outcome === 'MET' ? canWork[offer] : inEach((tongue) => `${mustBeDone[need][tongue]}, ${butOffers[offer][tongue]}.`),

  DISTANCE: ({ km, limitKm, place }, outcome, names) => {
    if (km === null) {
      return { nb: 'Ingen trenger å reise.', nn: 'Ingen treng å reise.', en: 'Nobody has to travel.' };
    }
    const name = names.municipality(place);
    if (km === 0) {
      return { nb: `Holder til i ${name} kommune.`, nn: `Held til i ${name} kommune.`, en: `Based in the municipality of ${name}.` };
    }
    if (outcome === 'NOT_MET' && limitKm !== null) {
      const way = Math.ceil(km);
      const over = way - limitKm;
      return {
        nb: `${kilometres(over, 'nb')} for langt i luftlinje: ${kilometres(way, 'nb')} til ${name}, grensen er ${kilometres(limitKm, 'nb')}.`,
        nn: `${kilometres(over, 'nn')} for langt i luftlinje: ${kilometres(way, 'nn')} til ${name}, grensa er ${kilometres(limitKm, 'nn')}.`,
        en: `${kilometres(over, 'en')} too far as the crow flies: ${kilometres(way, 'en')} to ${name}, the limit is ${kilometres(limitKm, 'en')}.`,
      };
    }
    if (km < 1) {
      return {
        nb: `Under 1 km i luftlinje til ${name}.`,
        nn: `Under 1 km i luftlinje til ${name}.`,
        en: `Less than 1 km to ${name} as the crow flies.`,
      };
    }
    return {
      nb: `${kilometres(km, 'nb')} i luftlinje til ${name}.`,
      nn: `${kilometres(km, 'nn')} i luftlinje til ${name}.`,
      en: `${kilometres(km, 'en')} to ${name} as the crow flies.`,
    };
  },

  ENGAGEMENT: ({ shared, offered }, outcome) =>
    inEach((tongue) => {
      const named = (forms: readonly EngagementForm[]): string[] => forms.map((form) => engagementWords[form][tongue]);
      if (outcome === 'MET') {
        return `${{ nb: 'Kan avtales som', nn: 'Kan avtalast som', en: 'Can be agreed as' }[tongue]} ${list(named(shared), tongue, 'disjunction')}.`;
      }
      return `${{ nb: 'Tilbyr bare', nn: 'Tilbyr berre', en: 'Offers only' }[tongue]} ${list(named(offered), tongue)}.`;
    }),

  LANGUAGE: ({ asked, offered, required }, outcome) => {
    if (asked.length === 0) {
      return {
        nb: 'Behovet stiller ingen krav til språk.',
        nn: 'Behovet stiller ingen krav til språk.',
        en: 'The need asks for no particular language.',
      };
    }
    return inEach((tongue) => {
      const named = (languages: readonly WorkLanguage[]): string[] => languages.map((language) => workLanguageWords[language][tongue]);
      const has = list(named(offered), tongue);
      if (outcome === 'MET') return `${{ nb: 'Arbeidsspråk:', nn: 'Arbeidsspråk:', en: 'Works in' }[tongue]} ${has}.`;
      const asks = required
        ? { nb: 'er et krav', nn: 'er eit krav', en: 'is required' }[tongue]
        : { nb: 'er et ønske', nn: 'er eit ønske', en: 'is wished for' }[tongue];
      const offers =
        has === ''
          ? { nb: 'tilbudet oppgir ingen språk', nn: 'tilbodet oppgir ingen språk', en: 'the offer names no language' }[tongue]
          : `${{ nb: 'fagpersonen bruker', nn: 'fagpersonen brukar', en: 'the specialist uses' }[tongue]} ${has}`;
      return capital(`${list(named(asked), tongue, 'disjunction')} ${asks}, ${offers}.`);
    });
  },

  PARTNERSHIP: ({ together }) => {
    if (together === null) return NO_PARTNERSHIP;
    return together
      ? { nb: 'Begge er i samme faste samarbeid.', nn: 'Begge er i same faste samarbeid.', en: 'Both are in the same partnership.' }
      : { nb: 'Ikke i samme faste samarbeid.', nn: 'Ikkje i same faste samarbeid.', en: 'Not in the same partnership.' };
  },
};

const NO_PARTNERSHIP: Texts = {
  nb: 'Den som låner inn, er ikke med i noe fast samarbeid.',
  nn: 'Den som låner inn, er ikkje med i noko fast samarbeid.',
  en: 'The borrower is in no partnership.',
};

/** Names the narrower competence too where that is what answers. */
function competenceSentence({ asked, best, short }: CompetenceFit, tongue: Tongue, names: Names): string {
  const name = names.competence(asked.competence, tongue);
  if (best === null) {
    if (asked.mandatory) return `${name}: ${{ nb: 'mangler', nn: 'manglar', en: 'lacking' }[tongue]}.`;
    return `${name}: ${{ nb: 'ønsket, men mangler', nn: 'ønskt, men manglar', en: 'wished for, but lacking' }[tongue]}.`;
  }
  const through = best.competence === asked.competence ? '' : ` (${names.competence(best.competence, tongue)})`;
  if (short === 0) return `${name}${through}: ${levelWords[best.level][tongue]}.`;
  const asks = asked.mandatory
    ? { nb: 'Behovet krever en som', nn: 'Behovet krev ein som', en: 'The need requires one who' }
    : { nb: 'Ønsket er en som', nn: 'Ønsket er ein som', en: 'The wish is for one who' };
  const who = { nb: 'fagpersonen', nn: 'fagpersonen', en: 'the specialist' };
  const is = (level: CompetenceLevel): string =>
    level === 'EXPERT' ? { nb: 'er spesialist', nn: 'er spesialist', en: 'is an expert' }[tongue] : levelWords[level][tongue];
  return `${name}${through}: ${who[tongue]} ${is(best.level)}. ${asks[tongue]} ${is(asked.level)}.`;
}

/** Tenths of an hour (below an hour minutes), so that what is covered never looks like more than it is, and what lacks never like less. */
const tenthsDown = (minutes: number): number => Math.floor(minutes / 6) * 6;
const tenthsUp = (minutes: number): number => (minutes < 60 ? Math.ceil(minutes) : Math.ceil(minutes / 6) * 6);

const inEach = <T>(say: (tongue: Tongue) => T): Record<Tongue, T> => ({ nb: say('nb'), nn: say('nn'), en: say('en') });

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const kilometres = (km: number, tongue: Tongue): string => `${wholeNumber(Math.round(km), tongue)} km`;
