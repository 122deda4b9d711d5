import { isBlank, textProblems, tidy } from './text.js';

describe('what people write is kept', () => {
  it('in one form of Unicode, without space around it', () => expect(tidy('  Bra\u030aten \n')).toBe('Bråten'));
  it('without what nobody sees: soft hyphens, zero-width spaces, marks of direction and of byte order', () =>
    expect(tidy('\ufeffPlan\u00adleg\u200bger\u200e\u200f\u061c')).toBe('Planlegger'));
  it('with the joiners that some scripts are spelt with', () => expect(tidy('می\u200cخواهم')).toBe('می\u200cخواهم'));
  it('with Sámi letters, signs and line breaks as they are', () =>
    expect(tidy('Kárášjohka → Deatnu\n½ stilling 👩🏽‍⚕')).toBe('Kárášjohka → Deatnu\n½ stilling 👩🏽‍⚕'));
});

describe('a text says nothing', () => {
  it.each(['', ' \n', '\u200b', '\u200d\u200c', '\u3164', '…', '---'])('as %j does', (text) => expect(isBlank(text)).toBe(true));
  it.each(['a', '1', 'ŋ', '…og mer'])('not as %j does', (text) => expect(isBlank(text)).toBe(false));
});

describe('a text is unreadable', () => {
  const problems = (text: string): string[] =>
    [...textProblems(['title'], text, { max: 20, required: true })].map(({ refusal }) => refusal.say('nn').replaceAll('\u00a0', ' '));
  it.each(['Plan\u0000', 'Plan \ud83d', 'Betal \u202eekki', 'Betal \u2067ekki'])('as %j is', (text) =>
    expect(problems(text)).toEqual(['Teksten har teikn som ikkje kan visast. Fjern dei og prøv igjen.']),
  );
  it('not with tabs and line breaks', () => expect(problems('Plan\n\tog kart')).toEqual([]));
  it('when it is too long to read', () => expect(problems('x'.repeat(21))).toEqual(['For langt: høgst 20 teikn.']));
});
