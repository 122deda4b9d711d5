import { list } from '../language.js';
import { says } from './sentences.js';

/** Codes that name nothing, or nothing any longer. */
export const codes = {
  'unknown-organisation': says<{ code: string }>({
    nb: ({ code }) => `Ingen kommune, fylkeskommune eller samarbeid har koden «${code}».`,
    nn: ({ code }) => `Ingen kommune, fylkeskommune eller samarbeid har koden «${code}».`,
    en: ({ code }) => `No municipality, county or inter-municipal body has the code “${code}”.`,
  }),
  'oslo-is-0301': says({
    nb: () => 'Oslo er både kommune og fylke. Bruk koden 0301.',
    nn: () => 'Oslo er både kommune og fylke. Bruk koden 0301.',
    en: () => 'Oslo is municipality and county in one. Use the code 0301.',
  }),
  'former-municipality': says<{ code: string; successors: readonly string[] }>({
    nb: ({ code, successors }) => `${code} er ikke lenger i bruk. Bruk ${list(successors, 'nb', 'disjunction')}.`,
    nn: ({ code, successors }) => `${code} er ikkje lenger i bruk. Bruk ${list(successors, 'nn', 'disjunction')}.`,
    en: ({ code, successors }) => `${code} is no longer in use. Use ${list(successors, 'en', 'disjunction')}.`,
  }),
  'unknown-municipality': says<{ code: string }>({
    nb: ({ code }) => `Ingen kommune har nummeret «${code}».`,
    nn: ({ code }) => `Ingen kommune har nummeret «${code}».`,
    en: ({ code }) => `No municipality has the number “${code}”.`,
  }),
  'place-missing': says({
    nb: () => 'Skriv hvilken kommune arbeidet gjelder.',
    nn: () => 'Skriv kva kommune arbeidet gjeld.',
    en: () => 'Say which municipality the work is for.',
  }),
  'unknown-reading-language': says({
    nb: () => 'Velg bokmål (nb), nynorsk (nn), nordsamisk (se) eller engelsk (en).',
    nn: () => 'Vel bokmål (nb), nynorsk (nn), nordsamisk (se) eller engelsk (en).',
    en: () => 'Choose Bokmål (nb), Nynorsk (nn), Northern Sámi (se) or English (en).',
  }),
  'unknown-competence': says<{ code: string }>({
    nb: ({ code }) => `Ukjent kompetanse «${code}». Søk med competences(search: …).`,
    nn: ({ code }) => `Ukjend kompetanse «${code}». Søk med competences(search: …).`,
    en: ({ code }) => `Unknown competence “${code}”. Search with competences(search: …).`,
  }),
  'competence-is-category': says<{ name: string }>({
    nb: ({ name }) => `${name} er en kategori. Velg en kompetanse under den.`,
    nn: ({ name }) => `${name} er ein kategori. Vel ein kompetanse under han.`,
    en: ({ name }) => `${name} is a category. Choose a competence below it.`,
  }),
  'unknown-requirement': says<{ id: string }>({
    nb: ({ id }) => `Ukjent lovkrav «${id}», eller det gjelder ikke lenger.`,
    nn: ({ id }) => `Ukjent lovkrav «${id}», eller det gjeld ikkje lenger.`,
    en: ({ id }) => `Unknown statutory requirement “${id}”, or it is no longer in force.`,
  }),
  'requirement-elsewhere': says<{ section: string }>({
    nb: ({ section }) => `${section} gjelder ikke kompetansen som det spørres etter.`,
    nn: ({ section }) => `${section} gjeld ikkje kompetansen som det blir spurt etter.`,
    en: ({ section }) => `${section} does not concern the competence asked for.`,
  }),
} as const;
