import { dateInWords, hoursInWords, wholeNumber } from '../language.js';
import type { EngagementForm } from '../need.js';
import { forms, says } from './sentences.js';

/** Amounts and dates that cannot be. */
export const amounts = {
  'minutes-out-of-range': says<{ min: number; max: number }>({
    nb: ({ min, max }) => `Må være fra ${min} minutt til ${hoursInWords(max, 'nb')}.`,
    nn: ({ min, max }) => `Må vere frå ${min} minutt til ${hoursInWords(max, 'nn')}.`,
    en: ({ min, max }) => `Must be from ${min} minute to ${hoursInWords(max, 'en')}.`,
  }),
  'more-than-total': says<{ total: number }>({
    nb: ({ total }) => `Kan ikke være mer enn behovet på ${hoursInWords(total, 'nb')}.`,
    nn: ({ total }) => `Kan ikkje vere meir enn behovet på ${hoursInWords(total, 'nn')}.`,
    en: ({ total }) => `Cannot be more than the need’s ${hoursInWords(total, 'en')}.`,
  }),
  'below-agreed': says<{ agreed: number }>({
    nb: ({ agreed }) => `Det er allerede avtalt ${hoursInWords(agreed, 'nb')}. Behovet kan ikke bli mindre enn det.`,
    nn: ({ agreed }) => `Det er alt avtalt ${hoursInWords(agreed, 'nn')}. Behovet kan ikkje bli mindre enn det.`,
    en: ({ agreed }) => `Already agreed: ${hoursInWords(agreed, 'en')}. The need cannot be smaller than that.`,
  }),
  'shares-exceed-total': says<{ total: number }>({
    nb: ({ total }) => `Delene til de andre som låner inn, må til sammen være mindre enn ${hoursInWords(total, 'nb')}.`,
    nn: ({ total }) => `Delane til dei andre som låner inn, må til saman vere mindre enn ${hoursInWords(total, 'nn')}.`,
    en: ({ total }) => `The other borrowers’ shares must together be less than ${hoursInWords(total, 'en')}.`,
  }),
  'borrower-again': says({
    nb: () => 'Den som melder behovet, kan ikke også stå blant de andre som låner inn.',
    nn: () => 'Den som melder behovet, kan ikkje òg stå mellom dei andre som låner inn.',
    en: () => 'The borrower cannot be among the co-borrowers as well.',
  }),
  'period-reversed': says<{ from: string; to: string }>({
    nb: ({ from, to }) => `Perioden slutter (${dateInWords(to, 'nb')}) før den begynner (${dateInWords(from, 'nb')}).`,
    nn: ({ from, to }) => `Perioden sluttar (${dateInWords(to, 'nn')}) før han byrjar (${dateInWords(from, 'nn')}).`,
    en: ({ from, to }) => `The period ends (${dateInWords(to, 'en')}) before it begins (${dateInWords(from, 'en')}).`,
  }),
  'period-too-long': says<{ years: number }>({
    nb: ({ years }) => `Perioden kan være høyst ${years} år.`,
    nn: ({ years }) => `Perioden kan vere høgst ${years} år.`,
    en: ({ years }) => `The period can be at most ${years} years.`,
  }),
  'period-over': says<{ today: string }>({
    nb: ({ today }) => `Perioden er over. Velg dager etter ${dateInWords(today, 'nb')}.`,
    nn: ({ today }) => `Perioden er over. Vel dagar etter ${dateInWords(today, 'nn')}.`,
    en: ({ today }) => `The period is over. Choose days after ${dateInWords(today, 'en')}.`,
  }),
  'no-working-day': says({
    nb: () => 'Perioden har ingen arbeidsdag etter i dag. Ta med minst én dag fra mandag til fredag som ikke er helligdag.',
    nn: () => 'Perioden har ingen arbeidsdag etter i dag. Ta med minst éin dag frå måndag til fredag som ikkje er heilagdag.',
    en: () => 'The period has no working day after today. Include at least one day from Monday to Friday that is no public holiday.',
  }),
  'holidays-unknown': says<{ year: number }>({
    nb: ({ year }) => `Perioden må slutte senest 31. desember ${year}. Helligdagene etter det er ikke lagt inn.`,
    nn: ({ year }) => `Perioden må slutte seinast 31. desember ${year}. Heilagdagane etter det er ikkje lagde inn.`,
    en: ({ year }) => `The period must end by 31 December ${year}. The public holidays after that have not been entered.`,
  }),
  'periods-overlap': says<{ date: string }>({
    nb: ({ date }) => `To perioder overlapper ${dateInWords(date, 'nb')}. Slå dem sammen.`,
    nn: ({ date }) => `To periodar overlappar ${dateInWords(date, 'nn')}. Slå dei saman.`,
    en: ({ date }) => `Two periods overlap on ${dateInWords(date, 'en')}. Join them.`,
  }),
  'answer-too-late': says<{ to: string }>({
    nb: ({ to }) => `Svarfristen må være senest ${dateInWords(to, 'nb')}, når perioden slutter.`,
    nn: ({ to }) => `Svarfristen må vere seinast ${dateInWords(to, 'nn')}, når perioden sluttar.`,
    en: ({ to }) => `Answers must be due by ${dateInWords(to, 'en')}, when the period ends.`,
  }),
  'date-passed': says<{ today: string }>({
    nb: ({ today }) => `Datoen er passert. Velg ${dateInWords(today, 'nb')} eller senere.`,
    nn: ({ today }) => `Datoen er passert. Vel ${dateInWords(today, 'nn')} eller seinare.`,
    en: ({ today }) => `The date has passed. Choose ${dateInWords(today, 'en')} or later.`,
  }),
  'date-is-today': says<{ today: string }>({
    nb: ({ today }) => `Datoen er i dag. Velg en dag etter ${dateInWords(today, 'nb')}.`,
    nn: ({ today }) => `Datoen er i dag. Vel ein dag etter ${dateInWords(today, 'nn')}.`,
    en: ({ today }) => `That is today. Choose a day after ${dateInWords(today, 'en')}.`,
  }),
  'number-out-of-range': says<{ min: number; max: number }>({
    nb: ({ min, max }) => `Må være fra ${wholeNumber(min, 'nb')} til ${wholeNumber(max, 'nb')}.`,
    nn: ({ min, max }) => `Må vere frå ${wholeNumber(min, 'nn')} til ${wholeNumber(max, 'nn')}.`,
    en: ({ min, max }) => `Must be from ${wholeNumber(min, 'en')} to ${wholeNumber(max, 'en')}.`,
  }),
  'year-out-of-range': says<{ min: number; max: number }>({
    nb: ({ min, max }) => `Året må være fra ${min} til ${max}.`,
    nn: ({ min, max }) => `Året må vere frå ${min} til ${max}.`,
    en: ({ min, max }) => `The year must be from ${min} to ${max}.`,
  }),
  'form-not-offered': says<{ offered: readonly EngagementForm[] }>({
    nb: ({ offered }) => `Tilbudet gjelder bare ${forms(offered, 'nb')}.`,
    nn: ({ offered }) => `Tilbodet gjeld berre ${forms(offered, 'nn')}.`,
    en: ({ offered }) => `The offer is only for ${forms(offered, 'en')}.`,
  }),
  'price-missing': says({
    nb: () => 'Oppgi timepris i øre for betalt utlån.',
    nn: () => 'Oppgi timepris i øre for betalt utlån.',
    en: () => 'Give the price of an hour in øre for paid hours.',
  }),
  'price-not-used': says({
    nb: () => 'Bare betalt utlån har timepris.',
    nn: () => 'Berre betalt utlån har timepris.',
    en: () => 'Only paid hours have a price.',
  }),
  'price-out-of-range': says<{ max: number }>({
    nb: ({ max }) => `Timeprisen må være fra 1 til ${wholeNumber(max, 'nb')} øre.`,
    nn: ({ max }) => `Timeprisen må vere frå 1 til ${wholeNumber(max, 'nn')} øre.`,
    en: ({ max }) => `The price of an hour must be from 1 to ${wholeNumber(max, 'en')} øre.`,
  }),
  'position-missing': says({
    nb: () => 'For timer utenom stillingen må du oppgi hvor mange timer i uka stillingen er på.',
    nn: () => 'For timar utanom stillinga må du oppgi kor mange timar i veka stillinga er på.',
    en: () => 'For hours on top of the post, give the post’s own hours a week.',
  }),
  'over-post': says<{ free: number }>({
    nb: ({ free }) => `Timer innenfor stillingen kan ikke bli flere enn stillingen har: ${hoursInWords(free, 'nb')} i uka.`,
    nn: ({ free }) => `Timar innanfor stillinga kan ikkje bli fleire enn stillinga har: ${hoursInWords(free, 'nn')} i veka.`,
    en: ({ free }) => `Hours inside the post cannot be more than the post has: ${hoursInWords(free, 'en')} a week.`,
  }),
  'over-forty-hours': says<{ free: number }>({
    nb: ({ free }) => `Stilling og utlån blir over 40 timer i uka. Det er plass til ${hoursInWords(free, 'nb')} i uka.`,
    nn: ({ free }) => `Stilling og utlån blir over 40 timar i veka. Det er plass til ${hoursInWords(free, 'nn')} i veka.`,
    en: ({ free }) => `Post and lent hours exceed 40 hours a week. There is room for ${hoursInWords(free, 'en')} a week.`,
  }),
} as const;
