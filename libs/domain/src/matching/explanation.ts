import { addDays } from '../calendar.js';
import type { CompetenceCode, CompetenceFit } from '../competence.js';
import { dateInWords, hours, hoursInWords, type Language, list, type Texts, type Tongue, tongueOf, wholeNumber } from '../language.js';
import type { MunicipalityCode } from '../scope.js';
import { engagementWords, levelWords, workLanguageWords, workModeWords } from '../words.js';
import type { Criterion, CriterionFacts, CriterionOutcome, CriterionResult } from './criterion.js';

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
  REGION: ({ scope, alone, place }, outcome, names) => {
    const name = names.municipality(place);
    if (outcome === 'NOT_MET') return outsideSearch[scope];
    if (scope !== 'EXTENDED_REGION' || !alone) return insideSearch[scope];
    return {
      nb: `Ligger i den utvidede regionen. ${name} er alene i sin bo- og arbeidsmarkedsregion.`,
      nn: `Ligg i den utvida regionen. ${name} er åleine i si bu- og arbeidsmarknadsregion.`,
      en: `Lies in the extended region. ${name} is alone in its labour-market region.`,
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
      nb: `Periodene møtes ikke: ${gapDays} ${gapDays === 1 ? 'dag' : 'dager'} imellom.`,
      nn: `Periodane møtest ikkje: ${gapDays} ${gapDays === 1 ? 'dag' : 'dagar'} imellom.`,
      en: `The periods do not meet: ${gapDays} ${gapDays === 1 ? 'day' : 'days'} between.`,
    };
  },

  CAPACITY: (facts, outcome) => {
    const deadline = addDays(facts.lastDay, 1);
    const covered = inEach(
      (tongue) =>
        ({
          nb: `av ${hoursInWords(facts.open, 'nb')} før ${dateInWords(deadline, 'nb')}`,
          nn: `av ${hoursInWords(facts.open, 'nn')} før ${dateInWords(deadline, 'nn')}`,
          en: `of ${hoursInWords(facts.open, 'en')} before ${dateInWords(deadline, 'en')}`,
        })[tongue],
    );
    if (outcome !== 'NOT_MET') {
      return inEach((tongue) => {
        const verb = { nb: 'Dekker', nn: 'Dekkjer', en: 'Covers' }[tongue];
        return `${verb} ${hours(facts.feasible, tongue)} ${covered[tongue]}.`;
      });
    }
    const missing = facts.least - facts.feasible;
    const perWeek = Math.ceil(missing / Math.max(1, facts.weeks));
    return {
      nb: `${hoursInWords(missing, 'nb')} for lite (${hoursInWords(perWeek, 'nb')} i uka): dekker ${hours(facts.feasible, 'nb')} ${covered.nb}, minst ${hours(facts.least, 'nb')} trengs.`,
      nn: `${hoursInWords(missing, 'nn')} for lite (${hoursInWords(perWeek, 'nn')} i veka): dekkjer ${hours(facts.feasible, 'nn')} ${covered.nn}, minst ${hours(facts.least, 'nn')} trengst.`,
      en: `${hoursInWords(missing, 'en')} short (${hoursInWords(perWeek, 'en')} a week): covers ${hours(facts.feasible, 'en')} ${covered.en}, at least ${hours(facts.least, 'en')} needed.`,
    };
  },

  WORK_MODE: ({ need, offer }, outcome) => {
    if (outcome === 'MET') {
      return inEach((tongue) => capital(`${workModeWords[offer][tongue]} ${{ nb: 'passer', nn: 'passar', en: 'suits' }[tongue]}.`));
    }
    return {
      nb: `Behovet gjelder arbeid ${workModeWords[need].nb}, tilbudet er ${workModeWords[offer].nb}.`,
      nn: `Behovet gjeld arbeid ${workModeWords[need].nn}, tilbodet er ${workModeWords[offer].nn}.`,
      en: `The need asks for work ${workModeWords[need].en}, the offer is ${workModeWords[offer].en}.`,
    };
  },

  DISTANCE: ({ km, limitKm, place }, outcome, names) => {
    if (km === null) {
      return { nb: 'Ingen trenger å reise.', nn: 'Ingen treng å reise.', en: 'Nobody has to travel.' };
    }
    const name = names.municipality(place);
    if (outcome === 'NOT_MET') {
      const over = Math.ceil(km - (limitKm ?? 0));
      return {
        nb: `${kilometres(over, 'nb')} for langt i luftlinje: ${kilometres(km, 'nb')} til ${name}, grensen er ${limitKm ?? 0} km.`,
        nn: `${kilometres(over, 'nn')} for langt i luftlinje: ${kilometres(km, 'nn')} til ${name}, grensa er ${limitKm ?? 0} km.`,
        en: `${kilometres(over, 'en')} too far as the crow flies: ${kilometres(km, 'en')} to ${name}, the limit is ${limitKm ?? 0} km.`,
      };
    }
    return {
      nb: `${kilometres(km, 'nb')} i luftlinje til ${name}.`,
      nn: `${kilometres(km, 'nn')} i luftlinje til ${name}.`,
      en: `${kilometres(km, 'en')} to ${name} as the crow flies.`,
    };
  },

  ENGAGEMENT: ({ shared, offered }, outcome) => {
    const forms = outcome === 'MET' ? shared : offered;
    return inEach((tongue) => {
      const names = list(
        forms.map((form) => engagementWords[form][tongue]),
        tongue,
        'disjunction',
      );
      if (outcome === 'MET') return capital(`${{ nb: 'kan være', nn: 'kan vere', en: 'can be' }[tongue]} ${names}.`);
      return `${{ nb: 'Tilbyr bare', nn: 'Tilbyr berre', en: 'Offers only' }[tongue]} ${names}.`;
    });
  },

  LANGUAGE: ({ asked, offered, required }, outcome) => {
    const named = (languages: typeof asked, tongue: Tongue, type: 'conjunction' | 'disjunction'): string =>
      list(
        languages.map((language) => workLanguageWords[language][tongue]),
        tongue,
        type,
      );
    if (outcome === 'MET') {
      return inEach(
        (tongue) => `${{ nb: 'Arbeider på', nn: 'Arbeider på', en: 'Works in' }[tongue]} ${named(offered, tongue, 'conjunction')}.`,
      );
    }
    return inEach((tongue) => {
      const asks = required
        ? { nb: 'Behovet krever', nn: 'Behovet krev', en: 'The need requires' }
        : { nb: 'Behovet ønsker', nn: 'Behovet ønskjer', en: 'The need wishes for' };
      const has = { nb: 'tilbudet har', nn: 'tilbodet har', en: 'the offer has' };
      return `${asks[tongue]} ${named(asked, tongue, 'disjunction')}, ${has[tongue]} ${named(offered, tongue, 'conjunction')}.`;
    });
  },

  PARTNERSHIP: ({ together }) => {
    if (together === null) return { nb: 'Ikke aktuelt.', nn: 'Ikkje aktuelt.', en: 'Does not apply.' };
    return together
      ? { nb: 'Dere er i et fast samarbeid.', nn: 'De er i eit fast samarbeid.', en: 'You share a standing partnership.' }
      : { nb: 'Ikke i samme faste samarbeid.', nn: 'Ikkje i same faste samarbeid.', en: 'Not in the same partnership.' };
  },
};

const insideSearch: Readonly<Record<CriterionFacts['REGION']['scope'], Texts>> = {
  SAME_REGION: {
    nb: 'Ligger i samme bo- og arbeidsmarkedsregion.',
    nn: 'Ligg i same bu- og arbeidsmarknadsregion.',
    en: 'Lies in the same labour-market region.',
  },
  EXTENDED_REGION: { nb: 'Ligger i den utvidede regionen.', nn: 'Ligg i den utvida regionen.', en: 'Lies in the extended region.' },
  NEIGHBOUR_REGION: { nb: 'Ligger i en naboregion.', nn: 'Ligg i ein naboregion.', en: 'Lies in a neighbouring region.' },
  COUNTY: { nb: 'Ligger i fylket.', nn: 'Ligg i fylket.', en: 'Lies in the county.' },
  REMOTE: {
    nb: 'Arbeidet kan gjøres på nett fra hele landet.',
    nn: 'Arbeidet kan gjerast på nett frå heile landet.',
    en: 'The work can be done online from anywhere in the country.',
  },
};

const outsideSearch: Readonly<Record<CriterionFacts['REGION']['scope'], Texts>> = {
  SAME_REGION: insideSearch.SAME_REGION,
  EXTENDED_REGION: {
    nb: 'Ligger i den utvidede regionen, ett steg utenfor søket.',
    nn: 'Ligg i den utvida regionen, eitt steg utanfor søket.',
    en: 'Lies in the extended region, one step outside the search.',
  },
  NEIGHBOUR_REGION: {
    nb: 'Ligger i en naboregion, ett steg utenfor søket.',
    nn: 'Ligg i ein naboregion, eitt steg utanfor søket.',
    en: 'Lies in a neighbouring region, one step outside the search.',
  },
  COUNTY: {
    nb: 'Ligger i fylket, ett steg utenfor søket.',
    nn: 'Ligg i fylket, eitt steg utanfor søket.',
    en: 'Lies in the county, one step outside the search.',
  },
  REMOTE: {
    nb: 'Kan gjøres på nett fra et annet sted i landet, ett steg utenfor søket.',
    nn: 'Kan gjerast på nett frå ein annan stad i landet, eitt steg utanfor søket.',
    en: 'Can be done online from elsewhere in the country, one step outside the search.',
  },
};

function competenceSentence({ asked, best, short }: CompetenceFit, tongue: Tongue, names: Names): string {
  const name = names.competence(asked.competence, tongue);
  if (best === null) {
    if (asked.mandatory) return `${name}: ${{ nb: 'mangler', nn: 'manglar', en: 'lacking' }[tongue]}.`;
    return `${name}: ${{ nb: 'ønsket, mangler', nn: 'ønskt, manglar', en: 'wished for, lacking' }[tongue]}.`;
  }
  const level = levelWords[best.level][tongue];
  if (short === 0) return `${name}: ${level}.`;
  const asks = { nb: 'behovet ber om', nn: 'behovet ber om', en: 'the need asks for' }[tongue];
  return `${name}: ${level}, ${asks} «${levelWords[asked.level][tongue]}».`;
}

const inEach = <T>(say: (tongue: Tongue) => T): Record<Tongue, T> => ({ nb: say('nb'), nn: say('nn'), en: say('en') });

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const kilometres = (km: number, tongue: Tongue): string => `${wholeNumber(Math.round(km), tongue)} km`;
