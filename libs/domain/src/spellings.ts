/** Parts of words of the trades that nynorsk and bokmål spell apart, longer ones first. The pairs are our own; [nynorsk, bokmål]. */
const pairs: readonly (readonly [nn: string, nb: string])[] = [
  ['sakshandsamar', 'saksbehandler'],
  ['rekneskap', 'regnskap'],
  ['rettleiar', 'veileder'],
  ['rettleiing', 'veiledning'],
  ['handsaming', 'behandling'],
  ['leggjar', 'legger'],
  ['leggjing', 'legging'],
  ['eigedom', 'eiendom'],
  ['gjevar', 'giver'],
  ['byggje', 'bygge'],
  ['teneste', 'tjeneste'],
  ['verksemd', 'virksomhet'],
  ['vidare', 'videre'],
  ['sjuke', 'syke'],
  ['skule', 'skole'],
  ['heim', 'hjem'],
  ['leiar', 'leder'],
  ['veg', 'vei'],
];

/** What those who do a thing are called: førar and fører, lærar and lærer. */
const doer = { nn: /ar$/u, nb: /er$/u };

/** A sought word in the other form of Norwegian too: «planleggjar» is also «planlegger», «vei» also «veg». The word itself comes first. */
export function spellings(word: string): string[] {
  const lower = word.toLowerCase();
  const nb = pairs.reduce((text, [from, to]) => text.replaceAll(from, to), lower).replace(doer.nn, 'er');
  const nn = pairs.reduce((text, [to, from]) => text.replaceAll(from, to), lower).replace(doer.nb, 'ar');
  return [...new Set([lower, nb, nn])];
}

/** The most words of a search that are looked for. */
const WORDS = 8;

/** The words of a search. What stands between them means nothing: a lone hyphen is no «everything but». */
export const soughtWords = (text: string): string[] => [...new Set(text.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [])].slice(0, WORDS);
