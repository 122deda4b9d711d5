import { says } from './sentences.js';

/** Why somebody may not. */
export const who = {
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
  'no-role-today': says({
    nb: () => 'Du har ingen rolle i Fagtorg i dag. Be administratoren der du arbeider, om en rolle.',
    nn: () => 'Du har inga rolle i Fagtorg i dag. Be administratoren der du arbeider, om ei rolle.',
    en: () => 'You hold no role in Fagtorg today. Ask the administrator where you work to give you one.',
  }),
  'people-only': says({
    nb: () => 'Dette kan bare mennesker gjøre for seg selv. Et program avslutter administratoren i organisasjonen.',
    nn: () => 'Dette kan berre menneske gjere for seg sjølve. Eit program avsluttar administratoren i organisasjonen.',
    en: () => 'Only people do this, for themselves. A program is ended by the administrator of its organisation.',
  }),
  'not-your-address': says({
    nb: () => 'Skriv din egen e-postadresse for å bekrefte at du vil slettes.',
    nn: () => 'Skriv di eiga e-postadresse for å stadfeste at du vil bli sletta.',
    en: () => 'Write your own e-mail address to confirm that you want to be erased.',
  }),
  'last-administrator-leaves': says<{ organisation: string }>({
    nb: ({ organisation }) => `${organisation} har ingen annen administrator. Gi rollen til noen andre først.`,
    nn: ({ organisation }) => `${organisation} har ingen annan administrator. Gi rolla til nokon andre først.`,
    en: ({ organisation }) => `${organisation} has no other administrator. Give the role to somebody else first.`,
  }),
  'foreign-page': says({
    nb: () => 'Forespørselen kom fra en annen side enn Fagtorg.',
    nn: () => 'Førespurnaden kom frå ei anna side enn Fagtorg.',
    en: () => 'The request came from another page than Fagtorg’s.',
  }),
  'may-not-post': says<{ organisation: string }>({
    nb: ({ organisation }) => `Du kan ikke melde behov for ${organisation}. Det kan en leder eller saksbehandler der.`,
    nn: ({ organisation }) => `Du kan ikkje melde behov for ${organisation}. Det kan ein leiar eller saksbehandlar der.`,
    en: ({ organisation }) => `You may not post needs for ${organisation}. A manager or case worker there may.`,
  }),
  'may-not-change-need': says({
    nb: () => 'Bare en leder i organisasjonen som har behovet, kan gjøre dette.',
    nn: () => 'Berre ein leiar i organisasjonen som har behovet, kan gjere dette.',
    en: () => 'Only a manager of the organisation that has the need may do this.',
  }),
  'may-not-submit': says({
    nb: () => 'Bare en saksbehandler i organisasjonen som har behovet, sender det til godkjenning. En leder kan åpne det selv.',
    nn: () => 'Berre ein saksbehandlar i organisasjonen som har behovet, sender det til godkjenning. Ein leiar kan opne det sjølv.',
    en: () => 'Only a case worker of the organisation that has the need submits it for approval. A manager may open it.',
  }),
  'may-not-widen': says({
    nb: () => 'Bare en leder i organisasjonen som har behovet, eller en koordinator for regionen kan endre hvor langt det søkes.',
    nn: () => 'Berre ein leiar i organisasjonen som har behovet, eller ein koordinator for regionen kan endre kor langt det blir søkt.',
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
  'own-release': says({
    nb: () => 'Du kan ikke godkjenne ditt eget tilbud. Be en annen leder om det.',
    nn: () => 'Du kan ikkje godkjenne ditt eige tilbod. Be ein annan leiar om det.',
    en: () => 'You may not release your own offer. Ask another manager.',
  }),
  'may-not-see-people': says({
    nb: () => 'Bare ledere og administratorer i egen organisasjon ser hvem som arbeider der.',
    nn: () => 'Berre leiarar og administratorar i eigen organisasjon ser kven som arbeider der.',
    en: () => 'Only managers and administrators of the organisation itself see who works there.',
  }),
  'only-the-specialist': says({
    nb: () => 'Bare fagpersonen selv kan si ja.',
    nn: () => 'Berre fagpersonen sjølv kan seie ja.',
    en: () => 'Only the specialist may say yes.',
  }),
} as const;
