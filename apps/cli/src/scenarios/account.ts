import {
  dateInWords,
  hours,
  hoursInWords,
  type Language,
  type MatchScope,
  type NeedStatus,
  needStatusWords,
  scopeWords,
  type Texts,
  type Tongue,
  tongueOf,
} from '@fagtorg/domain';
import Table from 'cli-table3';
import { inspect } from 'node:util';
import type { CriterionSeen, MatchSeen, NeedSeen } from './contract.js';
import type { Check, Played } from './scenario.js';

/** Fits a terminal of a hundred columns, with the borders and the margin. */
const WIDTHS = [22, 14, 57];
const MARGIN = '   ';

/** How a scenario came out, for people: what must be true, and each need with its matches and near misses as the reader's language has it. */
export function account(played: Played, language: Language): string {
  const tongue = tongueOf(language);
  const parts = [
    `${played.number}  ${played.title}`,
    indented(wrapped(played.story)),
    ...played.shown.map(({ caption, need }) => `${indented(heading(need, caption, tongue))}\n${matchTable(need, tongue)}`),
    indented(played.checks.map(sentence).join('\n')),
  ];
  if (played.failure !== null) parts.push(indented(`It ended early: ${played.failure}`));
  return `${parts.join('\n\n')}\n`;
}

const sentence = ({ says, ok, expected, found }: Check): string =>
  ok ? `✓ ${says}` : `✗ ${says}\n    expected ${shown(expected)}\n    found    ${shown(found)}`;

const shown = (value: unknown): string => inspect(value, { depth: 6, breakLength: Infinity });

const words = {
  search: { nb: 'Søker i', nn: 'Søkjer i', en: 'Searches in' },
  share: { nb: 'hvorav', nn: 'av det', en: 'of which' },
  perWeek: { nb: 'i uka', nn: 'i veka', en: 'a week' },
  answerBy: { nb: 'svar innen', nn: 'svar innan', en: 'answer by' },
  lender: { nb: 'Kommune som låner ut', nn: 'Kommune som låner ut', en: 'Lender' },
  score: { nb: 'Poeng', nn: 'Poeng', en: 'Score' },
  why: { nb: 'Hvorfor', nn: 'Kvifor', en: 'Why' },
  match: { nb: 'treff', nn: 'treff', en: 'match' },
  nearMiss: { nb: 'nesten-treff', nn: 'nesten-treff', en: 'near miss' },
  nobody: { nb: 'Ingen treff og ingen nesten-treff.', nn: 'Ingen treff og ingen nesten-treff.', en: 'No match and no near miss.' },
  alone: {
    nb: 'er alene i sin bo- og arbeidsmarkedsregion',
    nn: 'er åleine i bu- og arbeidsmarknadsregionen sin',
    en: 'is alone in its labour-market region',
  },
} as const satisfies Record<string, Texts>;

function heading(need: NeedSeen, caption: string, tongue: Tongue): string {
  const { period, place } = need;
  const amount = [
    hoursInWords(need.minutesTotal, tongue),
    ...need.coBorrowers.map(({ organisation, minutes }) => `${words.share[tongue]} ${organisation.name} ${hoursInWords(minutes, tongue)}`),
    ...(need.minutesPerWeek === null ? [] : [`${hours(need.minutesPerWeek, tongue)} ${words.perWeek[tongue]}`]),
    `${dateInWords(period.from, tongue)} – ${dateInWords(period.to, tongue)}`,
    `${words.answerBy[tongue]} ${dateInWords(need.answerBy, tongue)}`,
  ];
  const alone = place.region.municipalities.length === 1 ? ` (${place.name} ${words.alone[tongue]})` : '';
  const duty = need.statutoryRequirement ? `. ${need.statutoryRequirement.law} ${need.statutoryRequirement.section}` : '';
  const status = needStatusWords[need.status as NeedStatus][tongue];
  return [
    `${caption}:`,
    `${need.borrower.name}: ${need.title} [${status}]`,
    wrapped(`${amount.join(', ')}${duty}`),
    `${words.search[tongue]}: ${scopeWords[need.searchScope as MatchScope][tongue]}${alone}`,
  ].join('\n');
}

function matchTable(need: NeedSeen, tongue: Tongue): string {
  const table = new Table({
    head: [words.lender[tongue], words.score[tongue], words.why[tongue]],
    colWidths: WIDTHS,
    wordWrap: true,
    style: { head: [], border: [] },
  });
  const row = (match: MatchSeen, kind: Texts): string[] => [
    `${match.offer.lender?.name ?? ''}\n${match.offer.headline}`,
    `${inThousandths(match.score, tongue)}\n${kind[tongue]}`,
    match.criteria.filter(worthTelling).map(criterionLine).join('\n'),
  ];
  table.push(...need.matches.map((match) => row(match, words.match)), ...need.nearMisses.map((match) => row(match, words.nearMiss)));
  return table.length === 0 ? indented(words.nobody[tongue]) : indented(table.toString());
}

const marks: Readonly<Record<CriterionSeen['outcome'], string>> = { MET: '✓', PARTLY: '½', NOT_MET: '✗' };

const criterionLine = ({ outcome, explanation, shortfall }: CriterionSeen): string =>
  `${marks[outcome]} ${explanation}${shortfall === null ? '' : ` (${shortfall})`}`;

/** Nobody is in a partnership yet, so that nothing can be said of it. */
const worthTelling = ({ criterion }: CriterionSeen): boolean => criterion !== 'PARTNERSHIP';

const inThousandths = (score: number, tongue: Tongue): string =>
  new Intl.NumberFormat(tongue, { minimumFractionDigits: 3, maximumFractionDigits: 3 }).format(score);

const indented = (text: string): string => text.replace(/^/gm, MARGIN);

/** Breaks lines at spaces so that they fit beside the margin. */
const wrapped = (text: string): string => text.replace(/(?=.{97})(.{1,96}) /g, '$1\n');
