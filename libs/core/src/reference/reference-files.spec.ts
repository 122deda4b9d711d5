import { fileURLToPath } from 'node:url';
import { readReferenceFiles, type ReferenceFiles } from './reference-files.js';

describe('the reference data that is shipped', () => {
  let norway: ReferenceFiles;
  beforeAll(() => {
    const reading = readReferenceFiles(fileURLToPath(new URL('../../../../prisma/reference', import.meta.url)));
    if (!reading.ok) throw new Error(reading.problems.map(({ file, line, reason }) => `${file}:${line ?? ''} ${reason}`).join('\n'));
    norway = reading.value;
  });

  const municipality = (code: string) => norway.municipalities.find((row) => row.code === code);
  const regionOf = (code: string, standard: string) =>
    norway.regionMembers.filter((row) => row.municipalityCode === code && row.standard === standard).map((row) => row.regionCode);
  const shareOf = (home: string, work: string) =>
    (norway.commuting.find((row) => row.home === home && row.work === work)?.commuters ?? 0) / (municipality(home)?.employedResidents ?? 0);

  it('keeps the leading zero of Oslo, which has no county authority', () => {
    expect(municipality('0301')).toMatchObject({ name: 'Oslo', countyCode: '03', population: 728714, writtenForm: 'neutral' });
    expect(norway.counties.find((county) => county.code === '03')?.orgNumber).toBeNull();
  });

  it('knows Kåfjord in three languages', () => {
    const names = norway.municipalityNames.filter((row) => row.code === '5540').map((row) => [row.language, row.name]);
    expect(names).toEqual([
      ['se', 'Gáivuotna'],
      ['fkv', 'Kaivuono'],
    ]);
  });

  it('gives a former number no Sámi name that is younger than itself', () => {
    const nameOf = (code: string) => norway.municipalityNames.find((row) => row.code === code && row.language === 'se')?.name;
    expect([nameOf('5414'), nameOf('5516')]).toEqual([undefined, 'Rivtták']);
    expect([nameOf('5436'), nameOf('5622')]).toEqual(['Porsáŋgu', 'Porsángu']);
  });

  it('remembers Ålesund before Haram left it, in the region where both still lie', () => {
    expect(municipality('1507')).toMatchObject({ name: 'Ålesund', population: 59663 + 9460, orgNumber: null, validTo: '2023-12-31' });
    expect(norway.municipalitySuccessors.filter((row) => row.code === '1507').map((row) => row.successorCode)).toEqual(['1508', '1580']);
    expect(['1507', '1508', '1580'].map((code) => regionOf(code, 'BA-2020'))).toEqual([['79'], ['79'], ['79']]);
  });

  it('names a former municipality by the county it had', () => {
    expect(municipality('3018')).toMatchObject({ name: 'Våler (Viken)', countyCode: '30' });
    expect(municipality('3114')).toMatchObject({ name: 'Våler (Østfold)', countyCode: '31', validFrom: '2024-01-01' });
  });

  it('has Vega alone in its region and with Brønnøy in the extended one', () => {
    const inRegion = norway.regionMembers.filter((row) => row.standard === 'BA-2020' && row.regionCode === regionOf('1815', 'BA-2020')[0]);
    expect(inRegion.map((row) => row.municipalityCode)).toEqual(['1815']);
    expect(regionOf('1813', 'EXTENDED')).toEqual(regionOf('1815', 'EXTENDED'));
  });

  it('counts those who work at home into the whole that a commuting share is a part of', () => {
    expect(shareOf('5036', '5037')).toBeGreaterThan(0.05);
    expect(norway.commuting.some((row) => row.home === row.work)).toBe(false);
    const commuters = norway.commuting.filter((row) => row.home === '0301').reduce((sum, row) => sum + row.commuters, 0);
    expect(municipality('0301')?.employedResidents).toBe(commuters + 294763);
  });

  it('has the duty to have a psychologist in three languages, and what it calls for', () => {
    const duty = norway.statutoryRequirements.find((row) => row.id === 'hol-3-2-psykolog');
    expect(duty).toMatchObject({ section: '§ 3-2', validFrom: '2020-01-01', validTo: null, verified: true });
    expect(duty?.summaryNn).toMatch(/^Kommunen skal ha knytt til seg psykolog/);
    expect(duty?.summaryEn).toMatch(/^The municipality must have a psychologist/);
    expect(norway.statutoryRequirementCompetences.filter((row) => row.requirementId === duty?.id)).toEqual([
      { requirementId: 'hol-3-2-psykolog', competenceCode: 'helse.psykolog' },
    ]);
  });

  it('has the taxonomy with its categories, synonyms and licensed professions', () => {
    expect(norway.competences.filter((row) => row.selectable)).toHaveLength(167);
    expect(norway.competences.filter((row) => row.broaderCode === null)).toHaveLength(20);
    expect(norway.competences.find((row) => row.code === 'helse.psykologbarn')).toMatchObject({
      broaderCode: 'helse.psykolog',
      occupationCode: '2634',
      authorisationRequired: true,
      synonyms: ['barnepsykolog', 'ungdomspsykolog', 'skolepsykolog'],
    });
  });

  it('has the days off of Easter 2027, a 17 May that is Whit Monday too, and no Christmas Eve', () => {
    const days = norway.holidays.filter(({ date }) => date.startsWith('2027')).map(({ date }) => date.slice(5));
    expect(days).toEqual(
      ['01-01', '03-25', '03-26', '03-28', '03-29', '05-01', '05-06', '05-16', '05-17', '12-25', '12-26'], // no 24 December
    );
    expect(norway.holidays.find(({ date }) => date === '2027-05-17')).toMatchObject({
      nameNb: 'Grunnlovsdagen og andre pinsedag',
      nameEn: 'Constitution Day and Whit Monday',
    });
  });
});
