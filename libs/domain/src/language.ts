/** Languages a reader may ask for. */
export const languages = ['nb', 'nn', 'se', 'en'] as const;
export type Language = (typeof languages)[number];

/** Languages that texts are written in. */
export type Tongue = 'nb' | 'nn' | 'en';
export type Texts = Readonly<Record<Tongue, string>>;

/** Northern Sámi has names so far, not sentences: its readers get bokmål. */
export const tongueOf = (language: Language): Tongue => (language === 'se' ? 'nb' : language);

/** A municipality's own written form (reference data) as a language to answer in; neutral ones get bokmål. */
export const languageOfForm = (form: 'nb' | 'nn' | 'neutral'): Language => (form === 'nn' ? 'nn' : 'nb');

const locales: Readonly<Record<Tongue, string>> = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' };

/** 450 → "7,5" in Norwegian; minutes shown as hours with at most one decimal, since people lend hours. */
export const hours = (minutes: number, tongue: Tongue): string =>
  new Intl.NumberFormat(locales[tongue], { maximumFractionDigits: 1 }).format(minutes / 60);

/** "1 time", "7,5 timer", "1 hour"; "20 minutter" below an hour, where tenths would say too little. */
export function hoursInWords(minutes: number, tongue: Tongue): string {
  if (minutes < 60) return minutesInWords(minutes, tongue);
  const one = new Intl.PluralRules(locales[tongue]).select(Math.round(minutes / 6) / 10) === 'one';
  const word = { nb: one ? 'time' : 'timer', nn: one ? 'time' : 'timar', en: one ? 'hour' : 'hours' }[tongue];
  return `${hours(minutes, tongue)} ${word}`;
}

/** "1 minutt", "20 minutter". */
export function minutesInWords(minutes: number, tongue: Tongue): string {
  const one = minutes === 1;
  return `${minutes} ${{ nb: one ? 'minutt' : 'minutter', nn: 'minutt', en: one ? 'minute' : 'minutes' }[tongue]}`;
}

export const wholeNumber = (value: number, tongue: Tongue): string => new Intl.NumberFormat(locales[tongue]).format(value);

/** "15. mars 2027", "15 March 2027". */
export const dateInWords = (date: string, tongue: Tongue): string =>
  new Intl.DateTimeFormat(locales[tongue], { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );

/** "planlegging, kart og miljø". */
export const list = (words: readonly string[], tongue: Tongue, type: 'conjunction' | 'disjunction' = 'conjunction'): string =>
  new Intl.ListFormat(locales[tongue], { type }).format(words);

/** "7. desember 2026 kl. 12.00", "7 December 2026 at 12:00": a moment as clocks in Norway show it. */
export function momentInWords(moment: Date, tongue: Tongue): string {
  const inOslo = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: 'Europe/Oslo' }).format(moment);
  const [date = '', time = ''] = inOslo.split(' ');
  return {
    nb: `${dateInWords(date, 'nb')} kl. ${time.replace(':', '.')}`,
    nn: `${dateInWords(date, 'nn')} kl. ${time.replace(':', '.')}`,
    en: `${dateInWords(date, 'en')} at ${time}`,
  }[tongue];
}
