import { wholeNumber } from '../language.js';
import type { WorkLanguage } from '../need.js';
import { languagesNamed, says } from './sentences.js';

/** What is wrong with what was written. */
export const wording = {
  'text-missing': says({ nb: () => 'Må fylles ut.', nn: () => 'Må fyllast ut.', en: () => 'Must be filled in.' }),
  'text-too-long': says<{ limit: number }>({
    nb: ({ limit }) => `For langt: høyst ${wholeNumber(limit, 'nb')} tegn.`,
    nn: ({ limit }) => `For langt: høgst ${wholeNumber(limit, 'nn')} teikn.`,
    en: ({ limit }) => `Too long: at most ${wholeNumber(limit, 'en')} characters.`,
  }),
  'text-unreadable': says({
    nb: () => 'Teksten har tegn som ikke kan vises. Fjern dem og prøv igjen.',
    nn: () => 'Teksten har teikn som ikkje kan visast. Fjern dei og prøv igjen.',
    en: () => 'The text has characters that cannot be shown. Remove them and try again.',
  }),
  'reason-missing': says({
    nb: () => 'Skriv en kort begrunnelse.',
    nn: () => 'Skriv ei kort grunngiving.',
    en: () => 'Give a short reason.',
  }),
  'name-in-headline': says({
    nb: () => 'Overskriften skal ikke ha navnet på fagpersonen. Skriv rolle og fag, for eksempel «Arealplanlegger».',
    nn: () => 'Overskrifta skal ikkje ha namnet på fagpersonen. Skriv rolle og fag, til dømes «Arealplanleggjar».',
    en: () => 'The headline must not carry the specialist’s name. Write role and field, such as “Land-use planner”.',
  }),
  'too-many': says<{ limit: number }>({
    nb: ({ limit }) => `For mange: høyst ${limit}.`,
    nn: ({ limit }) => `For mange: høgst ${limit}.`,
    en: ({ limit }) => `Too many: at most ${limit}.`,
  }),
  'none-given': says({ nb: () => 'Velg minst én.', nn: () => 'Vel minst éin.', en: () => 'Choose at least one.' }),
  repeated: says<{ value: string }>({
    nb: ({ value }) => `Står to ganger: ${value}.`,
    nn: ({ value }) => `Står to gonger: ${value}.`,
    en: ({ value }) => `Given twice: ${value}.`,
  }),
  'not-a-date': says<{ value: string }>({
    nb: ({ value }) => `«${value}» er ikke en dato. Skriv for eksempel 2027-03-15.`,
    nn: ({ value }) => `«${value}» er ikkje ein dato. Skriv til dømes 2027-03-15.`,
    en: ({ value }) => `“${value}” is not a date. Write for example 2027-03-15.`,
  }),
  'date-outside-span': says<{ value: string }>({
    nb: ({ value }) => `«${value}» ligger utenfor årene 2000–2099.`,
    nn: ({ value }) => `«${value}» ligg utanfor åra 2000–2099.`,
    en: ({ value }) => `“${value}” lies outside the years 2000–2099.`,
  }),
  'unknown-language': says<{ value: string; known: readonly WorkLanguage[] }>({
    nb: ({ value, known }) => `Ukjent arbeidsspråk «${value}». Velg blant ${languagesNamed(known, 'nb')}.`,
    nn: ({ value, known }) => `Ukjent arbeidsspråk «${value}». Vel mellom ${languagesNamed(known, 'nn')}.`,
    en: ({ value, known }) => `Unknown work language “${value}”. Choose among ${languagesNamed(known, 'en')}.`,
  }),
  'body-too-large': says<{ kilobytes: number }>({
    nb: ({ kilobytes }) => `Forespørselen er for stor: høyst ${kilobytes} kB.`,
    nn: ({ kilobytes }) => `Førespurnaden er for stor: høgst ${kilobytes} kB.`,
    en: ({ kilobytes }) => `The request is too large: at most ${kilobytes} kB.`,
  }),
  'request-unreadable': says({
    nb: () => 'Forespørselen kan ikke leses.',
    nn: () => 'Førespurnaden kan ikkje lesast.',
    en: () => 'The request cannot be read.',
  }),
  'no-such-address': says({
    nb: () => 'Det er ingenting på denne adressen.',
    nn: () => 'Det er ingenting på denne adressa.',
    en: () => 'There is nothing at this address.',
  }),
  'too-many-requests': says<{ seconds: number }>({
    nb: ({ seconds }) => `For mange forespørsler på kort tid. Prøv igjen om ${seconds} ${seconds === 1 ? 'sekund' : 'sekunder'}.`,
    nn: ({ seconds }) => `For mange førespurnader på kort tid. Prøv igjen om ${seconds} sekund.`,
    en: ({ seconds }) => `Too many requests in a short time. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
  }),
  'body-not-utf8': says({
    nb: () => 'Forespørselen må være tekst i UTF-8.',
    nn: () => 'Førespurnaden må vere tekst i UTF-8.',
    en: () => 'The request must be text in UTF-8.',
  }),
  'body-type': says({
    nb: () => 'Forespørselen må være JSON: sett Content-Type til application/json.',
    nn: () => 'Førespurnaden må vere JSON: set Content-Type til application/json.',
    en: () => 'The request must be JSON: set Content-Type to application/json.',
  }),
  'body-not-json': says({
    nb: () => 'Forespørselen er ikke gyldig JSON.',
    nn: () => 'Førespurnaden er ikkje gyldig JSON.',
    en: () => 'The request is not valid JSON.',
  }),
  'query-too-deep': says<{ limit: number }>({
    nb: ({ limit }) => `Spørringen er for dyp: høyst ${limit} nivåer.`,
    nn: ({ limit }) => `Spørjinga er for djup: høgst ${limit} nivå.`,
    en: ({ limit }) => `The query is too deep: at most ${limit} levels.`,
  }),
  'too-many-aliases': says<{ limit: number }>({
    nb: ({ limit }) => `For mange felter har fått et eget navn: høyst ${limit}.`,
    nn: ({ limit }) => `For mange felt har fått eit eige namn: høgst ${limit}.`,
    en: ({ limit }) => `Too many fields have been given a name of their own: at most ${limit}.`,
  }),
  'query-too-large': says<{ limit: number }>({
    nb: ({ limit }) =>
      `Svaret kan bli for stort: høyst ${wholeNumber(limit, 'nb')} ting. Be om færre lister i hverandre eller kortere sider.`,
    nn: ({ limit }) =>
      `Svaret kan bli for stort: høgst ${wholeNumber(limit, 'nn')} ting. Be om færre lister i kvarandre eller kortare sider.`,
    en: ({ limit }) =>
      `The answer could be too large: at most ${wholeNumber(limit, 'en')} things. Ask for fewer lists within lists or shorter pages.`,
  }),
  'page-size': says<{ limit: number }>({
    nb: ({ limit }) => `En side kan ha fra 0 til ${limit} rader.`,
    nn: ({ limit }) => `Ei side kan ha frå 0 til ${limit} rader.`,
    en: ({ limit }) => `A page can have from 0 to ${limit} rows.`,
  }),
  'unknown-cursor': says({
    nb: () => 'Markøren er ikke fra denne lista. Begynn forfra uten «after».',
    nn: () => 'Markøren er ikkje frå denne lista. Byrj forfrå utan «after».',
    en: () => 'The cursor is not of this list. Start over without “after”.',
  }),
} as const;
