import { type CalendarDate, languageOfForm } from '@fagtorg/domain';
import type { Municipality, Organisation, ReferenceService } from '../../reference/index.js';
import type { Form } from './fields.js';

/** Somebody who takes part in the market, with what its size and its place say about it. */
export interface Participant {
  readonly id: string;
  readonly code: string;
  readonly kind: Organisation['kind'];
  /** The form of Norwegian that it writes. */
  readonly form: Form;
  /** Where the work is, and where its people travel from: the municipality itself, or the most populous of a county's or a body's. */
  readonly base: string;
  readonly population: number;
  readonly centralityClass: number;
  /** Sámi languages that the place has a name in. */
  readonly samiLanguages: readonly string[];
  /** The other municipalities of its labour-market region. */
  readonly neighbours: readonly string[];
}

type Norway = Pick<ReferenceService, 'organisations' | 'municipalities' | 'municipality' | 'regionOf'>;

/** Everyone who can take part, by code. Who runs the platform has no municipality and is left out. */
export function participants(norway: Norway, today: CalendarDate): Participant[] {
  const municipalities = norway.municipalities();
  const basesOf = ({ kind, code, members }: Organisation): Municipality[] => {
    if (kind === 'COUNTY') return municipalities.filter(({ countyCode }) => countyCode === code);
    return (kind === 'BODY' ? members : [code]).flatMap((member) => norway.municipality(member) ?? []);
  };
  return norway.organisations().flatMap((organisation): Participant[] => {
    const [base] = basesOf(organisation).sort((a, b) => b.population - a.population || (a.code < b.code ? -1 : 1));
    if (!base) return [];
    const region = norway.regionOf(base.code, 'BA-2020', today);
    return [
      {
        id: organisation.id,
        code: organisation.code,
        kind: organisation.kind,
        form: languageOfForm(base.writtenForm) === 'nn' ? 'nn' : 'nb',
        base: base.code,
        population: base.population,
        centralityClass: base.centralityClass,
        samiLanguages: base.parallelNames.map(({ language }) => language).filter((language) => language !== 'fkv'),
        neighbours: (region?.members ?? []).filter(({ validTo, code }) => validTo === null && code !== base.code).map(({ code }) => code),
      },
    ];
  });
}
