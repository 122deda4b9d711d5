import { soughtWords, spellings } from './spellings.js';

describe('a sought word', () => {
  it.each([
    ['planleggjar', 'planlegger'],
    ['planlegger', 'planleggjar'],
    ['rådgjevar', 'rådgiver'],
    ['rekneskapsførar', 'regnskapsfører'],
    ['vegplanleggjar', 'veiplanlegger'],
    ['landbruksrådgjevar', 'landbruksrådgiver'],
    ['vei', 'veg'],
    ['Veg', 'vei'],
  ])('is looked for in the other form of Norwegian too: %s, %s', (word, other) => expect(spellings(word)).toContain(other));

  it('that both forms spell alike is looked for once', () => expect(spellings('psykolog')).toEqual(['psykolog']));
});

describe('the words of a search', () => {
  it('are what letters and digits make', () => expect(soughtWords(' psykolog, Vega ')).toEqual(['psykolog', 'Vega']));
  it('leave out what search engines take for signs', () => expect(soughtWords('-barn "uke 12" OR*')).toEqual(['barn', 'uke', '12', 'OR']));
  it('are eight at most', () => expect(soughtWords('a b c d e f g h i j')).toHaveLength(8));
});
