import { defaultWorkLanguages, findMunicipality, findOrganisation } from './register.js';
import { register, told } from './register.spec-support.js';

describe('a code of an organisation', () => {
  const found = (code: string): unknown => told(findOrganisation(register, code, ['lenderCode']));
  it('names it', () => expect(found('15')).toMatchObject({ name: 'Møre og Romsdal' }));
  it('that is no longer in use names who took over', () =>
    expect(found('1507')).toBe('INVALID_INPUT lenderCode: 1507 er ikke lenger i bruk. Bruk 1508 Ålesund eller 1580 Haram.'));
  it('03 is no organisation: Oslo is 0301', () =>
    expect(found('03')).toBe('INVALID_INPUT lenderCode: Oslo er både kommune og fylke. Bruk koden 0301.'));
  it('that is unknown is said, and not at any length', () =>
    expect(found('9'.repeat(1000))).toBe(
      `INVALID_INPUT lenderCode: Ingen kommune, fylkeskommune eller samarbeid har koden «${'9'.repeat(40)}».`,
    ));
});

describe('the number of a municipality', () => {
  it('names it while it is in use', () => expect(told(findMunicipality(register, '1532', []))).toMatchObject({ name: 'Giske' }));
  it('is not the number of a county', () =>
    expect(told(findMunicipality(register, '15', ['placeCode']))).toBe('INVALID_INPUT placeCode: Ingen kommune har nummeret «15».'));
});

describe('where nobody says which language work is done in', () => {
  it.each([
    ['nn', ['nn']],
    ['nb', ['nb']],
    ['neutral', ['nb', 'nn']],
  ] as const)('%s is %j', (form, languages) => expect(defaultWorkLanguages(form)).toEqual(languages));
});
