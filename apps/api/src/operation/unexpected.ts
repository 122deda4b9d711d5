import type { Tongue } from '@fagtorg/domain';

/** What people are told of what only we can explain, and the number to ask for. */
export const unexpected: Readonly<Record<Tongue, (number: string) => string>> = {
  nb: (number) => `Noe gikk galt hos oss. Prøv igjen, eller meld fra med nummeret ${number}.`,
  nn: (number) => `Noko gjekk gale hos oss. Prøv igjen, eller meld frå med nummeret ${number}.`,
  en: (number) => `Something went wrong on our side. Try again, or tell us the number ${number}.`,
};

/** What people are told when the database had no time for them. */
export const busy: Readonly<Record<Tongue, string>> = {
  nb: 'Det er mange som bruker Fagtorg akkurat nå. Ingenting er endret; prøv igjen om litt.',
  nn: 'Det er mange som bruker Fagtorg akkurat no. Ingenting er endra; prøv igjen om litt.',
  en: 'Many are using Fagtorg right now. Nothing has been changed; try again in a moment.',
};
