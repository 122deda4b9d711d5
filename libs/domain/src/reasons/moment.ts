import type { MatchScope } from '../scope.js';
import { dateInWords } from '../language.js';
import { scopeWords } from '../words.js';
import { allowedSentence, quoted, says } from './sentences.js';

/** What is not possible now. */
export const moment = {
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
  'answers-overdue': says<{ answerBy: string }>({
    nb: ({ answerBy }) => `Svarfristen ${dateInWords(answerBy, 'nb')} er ute. Sett en ny frist først.`,
    nn: ({ answerBy }) => `Svarfristen ${dateInWords(answerBy, 'nn')} er ute. Set ein ny frist først.`,
    en: ({ answerBy }) => `The deadline of ${dateInWords(answerBy, 'en')} has passed. Set a new one first.`,
  }),
  'offer-over': says<{ lastDay: string }>({
    nb: ({ lastDay }) => `Siste dag i tilbudet var ${dateInWords(lastDay, 'nb')}. Endre periodene først.`,
    nn: ({ lastDay }) => `Siste dag i tilbodet var ${dateInWords(lastDay, 'nn')}. Endre periodane først.`,
    en: ({ lastDay }) => `The last day of the offer was ${dateInWords(lastDay, 'en')}. Change its periods first.`,
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
