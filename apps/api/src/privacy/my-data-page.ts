import { type MyData, type Section, sections } from '@fagtorg/core';
import { type Texts, type Tongue } from '@fagtorg/domain';
import escapeHtml from 'escape-html';

const titles: Readonly<Record<Section, Texts>> = {
  person: { nb: 'Hvem du er', nn: 'Kven du er', en: 'Who you are' },
  roles: { nb: 'Rollene dine', nn: 'Rollene dine', en: 'Your roles' },
  invitations: { nb: 'Invitasjoner', nn: 'Invitasjonar', en: 'Invitations' },
  logins: { nb: 'Hvem som bekrefter hvem du er', nn: 'Kven som stadfestar kven du er', en: 'Who confirms who you are' },
  sessions: { nb: 'Innlogginger', nn: 'Innloggingar', en: 'Sign-ins' },
  programAccess: { nb: 'Tilganger for programmer', nn: 'Tilgangar for program', en: 'Access of programs' },
  offers: { nb: 'Tilbudene dine', nn: 'Tilboda dine', en: 'Your offers' },
  matches: { nb: 'Behov som passer til tilbudene dine', nn: 'Behov som passar til tilboda dine', en: 'Needs that match your offers' },
  steps: {
    nb: 'Det du har gjort med behov og tilbud',
    nn: 'Det du har gjort med behov og tilbod',
    en: 'What you did with needs and offers',
  },
  audit: { nb: 'Det loggen vet at du har gjort', nn: 'Det loggen veit at du har gjort', en: 'What the audit knows that you did' },
  aboutMe: {
    nb: 'Når andre har gjort noe med rollene dine eller lest navnet ditt',
    nn: 'Når andre har gjort noko med rollene dine eller lese namnet ditt',
    en: 'When others did something to your roles or read your name',
  },
  keys: { nb: 'Nøkler mot dobbel innsending', nn: 'Nøklar mot dobbel innsending', en: 'Keys against sending twice' },
};

const frame = {
  title: { nb: 'Dette har Fagtorg lagret om deg', nn: 'Dette har Fagtorg lagra om deg', en: 'What Fagtorg stores about you' },
  nothing: { nb: 'Ingenting.', nn: 'Ingenting.', en: 'Nothing.' },
} as const satisfies Record<string, Texts>;

/** One page for people, that holds everything which the JSON holds. */
export function myDataPage(data: MyData, at: Date, tongue: Tongue): string {
  const parts = sections.map((section) => `<h2>${escapeHtml(titles[section][tongue])}</h2>\n${tables(data[section], tongue)}`);
  return `<!doctype html>
<html lang="${tongue}">
<meta charset="utf-8">
<title>${frame.title[tongue]}</title>
<style>body{font:1rem/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;margin:0 0 1rem}
th,td{text-align:left;vertical-align:top;padding:.2rem .8rem .2rem 0;border-bottom:1px solid #ccc;overflow-wrap:anywhere}</style>
<h1>${frame.title[tongue]}</h1>
<p>${escapeHtml(at.toISOString())}</p>
${parts.join('\n')}
</html>
`;
}

type Row = MyData[Section][number];

const tables = (rows: readonly Row[], tongue: Tongue): string =>
  rows.length === 0 ? `<p>${frame.nothing[tongue]}</p>` : rows.map((row) => `<table>${fields(row)}</table>`).join('\n');

const fields = (row: Row): string =>
  Object.entries(row)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(inWords(value))}</td></tr>`)
    .join('');

const inWords = (value: unknown): string => {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : JSON.stringify(value);
};
