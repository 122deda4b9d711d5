import type { Role } from './actor.js';
import type { CompetenceLevel } from './competence.js';
import type { Texts } from './language.js';
import type { EngagementForm, NeedStatus, WorkLanguage } from './need.js';
import type { OfferStatus } from './offer.js';
import type { MatchScope, OrganisationKind } from './scope.js';

/** The words that people see for what the code names (terms.md). */

export const needStatusWords: Readonly<Record<NeedStatus, Texts>> = {
  DRAFT: { nb: 'Utkast', nn: 'Utkast', en: 'Draft' },
  SUBMITTED: { nb: 'Til godkjenning', nn: 'Til godkjenning', en: 'Awaiting approval' },
  RETURNED: { nb: 'Sendt tilbake', nn: 'Sendt tilbake', en: 'Returned' },
  OPEN: { nb: 'Åpent', nn: 'Ope', en: 'Open' },
  ON_HOLD: { nb: 'Satt på vent', nn: 'Sett på vent', en: 'On hold' },
  PARTLY_FILLED: { nb: 'Delvis dekket', nn: 'Delvis dekt', en: 'Partly filled' },
  FILLED: { nb: 'Dekket', nn: 'Dekt', en: 'Filled' },
  CLOSED: { nb: 'Avsluttet', nn: 'Avslutta', en: 'Closed' },
  WITHDRAWN: { nb: 'Trukket', nn: 'Trekt', en: 'Withdrawn' },
  EXPIRED: { nb: 'Fristen er ute', nn: 'Fristen er ute', en: 'Expired' },
};

export const offerStatusWords: Readonly<Record<OfferStatus, Texts>> = {
  DRAFT: { nb: 'Utkast', nn: 'Utkast', en: 'Draft' },
  AWAITING_RELEASE: { nb: 'Venter på arbeidsgiver', nn: 'Ventar på arbeidsgivar', en: 'Awaiting release' },
  NOT_RELEASED: { nb: 'Ikke godkjent av arbeidsgiver', nn: 'Ikkje godkjent av arbeidsgivar', en: 'Not released' },
  AVAILABLE: { nb: 'Ledig', nn: 'Ledig', en: 'Available' },
  PAUSED: { nb: 'På pause', nn: 'På pause', en: 'Paused' },
  EXHAUSTED: { nb: 'Ingen timer igjen', nn: 'Ingen timar att', en: 'No hours left' },
  WITHDRAWN: { nb: 'Trukket', nn: 'Trekt', en: 'Withdrawn' },
  EXPIRED: { nb: 'Perioden er over', nn: 'Perioden er over', en: 'Expired' },
};

export const levelWords: Readonly<Record<CompetenceLevel, Texts>> = {
  BASIC: { nb: 'kjenner faget', nn: 'kjenner faget', en: 'knows the field' },
  PROFICIENT: { nb: 'arbeider selvstendig', nn: 'arbeider sjølvstendig', en: 'works independently' },
  EXPERT: { nb: 'spesialist', nn: 'spesialist', en: 'expert' },
};

export const scopeWords: Readonly<Record<MatchScope, Texts>> = {
  SAME_REGION: { nb: 'samme region', nn: 'same region', en: 'the same region' },
  EXTENDED_REGION: { nb: 'utvidet region', nn: 'utvida region', en: 'the extended region' },
  NEIGHBOUR_REGION: { nb: 'naboregion', nn: 'naboregion', en: 'a neighbouring region' },
  COUNTY: { nb: 'fylket', nn: 'fylket', en: 'the county' },
  REMOTE: { nb: 'hele landet på nett', nn: 'heile landet på nett', en: 'the whole country, online' },
};

export const engagementWords: Readonly<Record<EngagementForm, Texts>> = {
  SECONDMENT: { nb: 'utlån', nn: 'utlån', en: 'secondment' },
  SHARED_POSITION: { nb: 'delt stilling', nn: 'delt stilling', en: 'shared position' },
  HOSTING_VISIT: { nb: 'hospitering', nn: 'hospitering', en: 'hosting visit' },
  SUPERVISION: { nb: 'faglig veiledning', nn: 'fagleg rettleiing', en: 'supervision' },
  PLACEMENT: { nb: 'praksisplass', nn: 'praksisplass', en: 'placement' },
  BUYOUT: { nb: 'frikjøp', nn: 'frikjøp', en: 'buyout' },
};

export const workLanguageWords: Readonly<Record<WorkLanguage, Texts>> = {
  nb: { nb: 'bokmål', nn: 'bokmål', en: 'bokmål' },
  nn: { nb: 'nynorsk', nn: 'nynorsk', en: 'nynorsk' },
  se: { nb: 'nordsamisk', nn: 'nordsamisk', en: 'Northern Sámi' },
  smj: { nb: 'lulesamisk', nn: 'lulesamisk', en: 'Lule Sámi' },
  sma: { nb: 'sørsamisk', nn: 'sørsamisk', en: 'South Sámi' },
  en: { nb: 'engelsk', nn: 'engelsk', en: 'English' },
};

/** Roles that people are given. */
export const roleWords: Readonly<Record<Exclude<Role, 'PLATFORM_ADMIN' | 'SERVICE_ACCOUNT'>, Texts>> = {
  MANAGER: { nb: 'leder', nn: 'leiar', en: 'manager' },
  CASE_WORKER: { nb: 'saksbehandler', nn: 'saksbehandlar', en: 'case worker' },
  SPECIALIST: { nb: 'fagperson', nn: 'fagperson', en: 'specialist' },
  BROKER: { nb: 'koordinator', nn: 'koordinator', en: 'broker' },
  ORG_ADMIN: { nb: 'administrator', nn: 'administrator', en: 'administrator' },
};

/** "Tolga kommune", "Trøndelag fylkeskommune"; a body goes by its own name. */
export const organisationInWords = (name: string, kind: OrganisationKind): Texts =>
  ({
    MUNICIPALITY: { nb: `${name} kommune`, nn: `${name} kommune`, en: `${name} municipality` },
    COUNTY: { nb: `${name} fylkeskommune`, nn: `${name} fylkeskommune`, en: `${name} county authority` },
    BODY: { nb: name, nn: name, en: name },
  })[kind];
