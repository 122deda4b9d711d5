import { dateInWords, hoursInWords, list, type Texts, type Tongue } from './language.js';
import type { EngagementForm } from './need.js';
import { engagementWords, needStatusWords, offerStatusWords, scopeWords } from './words.js';
import type { MatchScope } from './scope.js';

type Sentences<F> = Readonly<Record<Tongue, (facts: F) => string>>;
const says = <F = undefined>(sentences: Sentences<F>): Sentences<F> => sentences;

/** A need's and an offer's words where they agree; an expired need and an expired offer have a word of their own each, so here a third. */
const statusTexts: Readonly<Partial<Record<string, Texts>>> = {
  ...needStatusWords,
  ...offerStatusWords,
  EXPIRED: { nb: 'Utløpt', nn: 'Utløpt', en: 'Expired' },
};
const statusWord = (status: string, tongue: Tongue): string => statusTexts[status]?.[tongue] ?? status;
const quoted = (status: string, tongue: Tongue): string =>
  tongue === 'en' ? `“${statusWord(status, 'en')}”` : `«${statusWord(status, tongue)}»`;
const statusWordsOf = (statuses: readonly string[], tongue: Tongue): string =>
  list(
    statuses.map((status) => quoted(status, tongue)),
    tongue,
    'disjunction',
  );
/** Nothing where no status allows the act: what begins a thing cannot be done to one that exists. */
const allowedSentence = (start: string, allowed: readonly string[], tongue: Tongue): string =>
  allowed.length === 0 ? '' : ` ${start} ${statusWordsOf(allowed, tongue)}.`;

const forms = (offered: readonly EngagementForm[], tongue: Tongue): string =>
  list(
    offered.map((form) => engagementWords[form][tongue]),
    tongue,
  );

/** Every refusal's sentence, in every language: what is wrong, and where it helps, what would have worked. */
export const reasons = {
  // ------------------------------------------------------------ who
  'not-found': says({
    nb: () => 'Finnes ikke, eller er ikke synlig for deg.',
    nn: () => 'Finst ikkje, eller er ikkje synleg for deg.',
    en: () => 'Does not exist, or you may not see it.',
  }),
  'not-signed-in': says({ nb: () => 'Du må logge inn.', nn: () => 'Du må logge inn.', en: () => 'You must sign in.' }),
  'token-invalid': says({
    nb: () => 'Innloggingen gjelder ikke lenger. Logg inn på nytt.',
    nn: () => 'Innlogginga gjeld ikkje lenger. Logg inn på nytt.',
    en: () => 'You are not signed in any longer. Sign in again.',
  }),
  'may-not-post': says<{ organisation: string }>({
    nb: ({ organisation }) => `Du kan ikke melde behov for ${organisation}. Det kan en leder eller saksbehandler der.`,
    nn: ({ organisation }) => `Du kan ikkje melde behov for ${organisation}. Det kan ein leiar eller saksbehandlar der.`,
    en: ({ organisation }) => `You may not post needs for ${organisation}. A manager or case worker there may.`,
  }),
  'may-not-change-need': says({
    nb: () => 'Bare en leder hos kommunen som har behovet, kan gjøre dette.',
    nn: () => 'Berre ein leiar hos kommunen som har behovet, kan gjere dette.',
    en: () => 'Only a manager of the organisation that has the need may do this.',
  }),
  'may-not-widen': says({
    nb: () => 'Bare en leder hos kommunen eller en koordinator for regionen kan endre hvor langt det søkes.',
    nn: () => 'Berre ein leiar hos kommunen eller ein koordinator for regionen kan endre kor langt det blir søkt.',
    en: () => 'Only a manager of the borrower or a broker of the region may change how far the search reaches.',
  }),
  'may-not-publish': says<{ organisation: string }>({
    nb: ({ organisation }) =>
      `Du kan ikke legge ut timer for ${organisation}. Det kan en fagperson der, eller en leder på vegne av en ansatt.`,
    nn: ({ organisation }) =>
      `Du kan ikkje leggje ut timar for ${organisation}. Det kan ein fagperson der, eller ein leiar på vegner av ein tilsett.`,
    en: ({ organisation }) => `You may not offer hours for ${organisation}. A specialist there may, or a manager on behalf of an employee.`,
  }),
  'may-not-change-offer': says({
    nb: () => 'Bare fagpersonen selv eller en leder hos arbeidsgiveren kan gjøre dette.',
    nn: () => 'Berre fagpersonen sjølv eller ein leiar hos arbeidsgivaren kan gjere dette.',
    en: () => 'Only the specialist or a manager of the employer may do this.',
  }),
  'may-not-release': says({
    nb: () => 'Bare en leder hos arbeidsgiveren kan godkjenne utlån.',
    nn: () => 'Berre ein leiar hos arbeidsgivaren kan godkjenne utlån.',
    en: () => 'Only a manager of the employer may release hours.',
  }),
  'own-release': says({
    nb: () => 'Du kan ikke godkjenne ditt eget tilbud. Be en annen leder om det.',
    nn: () => 'Du kan ikkje godkjenne ditt eige tilbod. Be ein annan leiar om det.',
    en: () => 'You may not release your own offer. Ask another manager.',
  }),
  'may-not-see-people': says({
    nb: () => 'Bare ledere og administratorer hos organisasjonen selv ser hvem som arbeider der.',
    nn: () => 'Berre leiarar og administratorar hos organisasjonen sjølv ser kven som arbeider der.',
    en: () => 'Only managers and administrators of the organisation itself see who works there.',
  }),
  'only-the-specialist': says({
    nb: () => 'Bare fagpersonen selv kan si ja.',
    nn: () => 'Berre fagpersonen sjølv kan seie ja.',
    en: () => 'Only the specialist may say yes.',
  }),

  // ------------------------------------------------------------ what is written
  'text-missing': says({ nb: () => 'Må fylles ut.', nn: () => 'Må fyllast ut.', en: () => 'Must be filled in.' }),
  'text-too-long': says<{ limit: number }>({
    nb: ({ limit }) => `For langt: høyst ${limit} tegn.`,
    nn: ({ limit }) => `For langt: høgst ${limit} teikn.`,
    en: ({ limit }) => `Too long: at most ${limit} characters.`,
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
  'not-an-id': says<{ value: string }>({
    nb: ({ value }) => `«${value}» er ikke en gyldig id.`,
    nn: ({ value }) => `«${value}» er ikkje ein gyldig id.`,
    en: ({ value }) => `“${value}” is not a valid id.`,
  }),
  'unknown-language': says<{ value: string; known: readonly string[] }>({
    nb: ({ value, known }) => `Ukjent arbeidsspråk «${value}». Velg blant ${list(known, 'nb', 'disjunction')}.`,
    nn: ({ value, known }) => `Ukjent arbeidsspråk «${value}». Vel mellom ${list(known, 'nn', 'disjunction')}.`,
    en: ({ value, known }) => `Unknown work language “${value}”. Choose among ${list(known, 'en', 'disjunction')}.`,
  }),

  'body-too-large': says<{ kilobytes: number }>({
    nb: ({ kilobytes }) => `Forespørselen er for stor: høyst ${kilobytes} kB.`,
    nn: ({ kilobytes }) => `Førespurnaden er for stor: høgst ${kilobytes} kB.`,
    en: ({ kilobytes }) => `The request is too large: at most ${kilobytes} kB.`,
  }),
  'body-not-utf8': says({
    nb: () => 'Forespørselen må være tekst i UTF-8.',
    nn: () => 'Førespurnaden må vere tekst i UTF-8.',
    en: () => 'The request must be text in UTF-8.',
  }),
  'body-not-json': says({
    nb: () => 'Forespørselen er ikke gyldig JSON.',
    nn: () => 'Førespurnaden er ikkje gyldig JSON.',
    en: () => 'The request is not valid JSON.',
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

  // ------------------------------------------------------------ codes
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
    nb: () => 'Si hvilken kommune arbeidet gjelder.',
    nn: () => 'Sei kva kommune arbeidet gjeld.',
    en: () => 'Say which municipality the work is for.',
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

  // ------------------------------------------------------------ amounts and time
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
    nb: ({ total }) => `Delene til de andre kommunene må til sammen være mindre enn ${hoursInWords(total, 'nb')}.`,
    nn: ({ total }) => `Delane til dei andre kommunane må til saman vere mindre enn ${hoursInWords(total, 'nn')}.`,
    en: ({ total }) => `The other borrowers’ shares must together be less than ${hoursInWords(total, 'en')}.`,
  }),
  'borrower-again': says({
    nb: () => 'Kommunen som melder behovet, kan ikke også stå blant de andre.',
    nn: () => 'Kommunen som melder behovet, kan ikkje òg stå mellom dei andre.',
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
  'number-out-of-range': says<{ min: number; max: number }>({
    nb: ({ min, max }) => `Må være fra ${min} til ${max}.`,
    nn: ({ min, max }) => `Må vere frå ${min} til ${max}.`,
    en: ({ min, max }) => `Must be from ${min} to ${max}.`,
  }),
  'form-not-offered': says<{ offered: readonly EngagementForm[] }>({
    nb: ({ offered }) => `Tilbudet gjelder bare ${forms(offered, 'nb')}.`,
    nn: ({ offered }) => `Tilbodet gjeld berre ${forms(offered, 'nn')}.`,
    en: ({ offered }) => `The offer is only for ${forms(offered, 'en')}.`,
  }),
  'price-missing': says({
    nb: () => 'Betalt utlån trenger en timepris i øre.',
    nn: () => 'Betalt utlån treng ein timepris i øre.',
    en: () => 'Paid hours need a price in øre.',
  }),
  'price-not-used': says({
    nb: () => 'Bare betalt utlån har timepris.',
    nn: () => 'Berre betalt utlån har timepris.',
    en: () => 'Only paid hours have a price.',
  }),
  'position-missing': says({
    nb: () => 'For timer på toppen av stillingen må du oppgi hvor mange timer i uka stillingen er på.',
    nn: () => 'For timar på toppen av stillinga må du oppgi kor mange timar i veka stillinga er på.',
    en: () => 'For hours on top of the post, give the post’s own hours a week.',
  }),
  'over-forty-hours': says<{ free: number }>({
    nb: ({ free }) => `Stilling og utlån blir over 40 timer i uka. Det er plass til ${hoursInWords(free, 'nb')} i uka.`,
    nn: ({ free }) => `Stilling og utlån blir over 40 timar i veka. Det er plass til ${hoursInWords(free, 'nn')} i veka.`,
    en: ({ free }) => `Post and lent hours exceed 40 hours a week. There is room for ${hoursInWords(free, 'en')} a week.`,
  }),

  // ------------------------------------------------------------ the moment
  'stale-revision': says<{ current: number }>({
    nb: ({ current }) => `Noen har endret dette siden du åpnet det (nå versjon ${current}). Les på nytt og prøv igjen.`,
    nn: ({ current }) => `Nokon har endra dette sidan du opna det (no versjon ${current}). Les på nytt og prøv igjen.`,
    en: ({ current }) => `Somebody has changed this since you opened it (now revision ${current}). Read it again and retry.`,
  }),
  'illegal-transition': says<{ status: string; allowed: readonly string[] }>({
    nb: ({ status, allowed }) => `Det går ikke når status er ${quoted(status, 'nb')}.${allowedSentence('Status må være', allowed, 'nb')}`,
    nn: ({ status, allowed }) => `Det går ikkje når status er ${quoted(status, 'nn')}.${allowedSentence('Status må vere', allowed, 'nn')}`,
    en: ({ status, allowed }) => `Not possible while the status is ${quoted(status, 'en')}.${allowedSentence('It must be', allowed, 'en')}`,
  }),
  'changed-meanwhile': says({
    nb: () => 'Noen andre endret dette i samme øyeblikk. Les på nytt og prøv igjen.',
    nn: () => 'Nokon andre endra dette i same augneblink. Les på nytt og prøv igjen.',
    en: () => 'Somebody else changed this at the same moment. Read it again and retry.',
  }),
  'fixed-part': says({
    nb: () => 'Dette kan ikke endres etterpå.',
    nn: () => 'Dette kan ikkje endrast etterpå.',
    en: () => 'This cannot be changed afterwards.',
  }),
  'not-agreed-by': says({
    nb: () => 'Fagpersonen har ikke sagt ja.',
    nn: () => 'Fagpersonen har ikkje sagt ja.',
    en: () => 'The specialist has not said yes.',
  }),
  'scope-adds-nothing': says<{ scope: MatchScope }>({
    nb: ({ scope }) => `Søket går allerede så langt: ${scopeWords[scope].nb}.`,
    nn: ({ scope }) => `Søket går alt så langt: ${scopeWords[scope].nn}.`,
    en: ({ scope }) => `The search already reaches that far: ${scopeWords[scope].en}.`,
  }),
  'key-reused': says({
    nb: () => 'Idempotency-Key er brukt før med annet innhold. Bruk en ny nøkkel.',
    nn: () => 'Idempotency-Key er brukt før med anna innhald. Bruk ein ny nøkkel.',
    en: () => 'The Idempotency-Key was used before with other input. Use a new key.',
  }),
  'key-unusable': says({
    nb: () => 'Idempotency-Key må være 1 til 200 synlige tegn, og en forespørsel med nøkkel kan ha bare én endring.',
    nn: () => 'Idempotency-Key må vere 1 til 200 synlege teikn, og ein førespurnad med nøkkel kan ha berre éi endring.',
    en: () => 'The Idempotency-Key must be 1 to 200 visible characters, and a request that carries one may hold a single mutation.',
  }),
} as const;

export type Reasons = typeof reasons;
