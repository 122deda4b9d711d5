import type { Texts } from '../language.js';
import type { MatchScope, OrganisationKind } from '../scope.js';

const inRegion: Readonly<Record<MatchScope, Texts>> = {
  SAME_REGION: {
    nb: 'i samme bo- og arbeidsmarkedsregion',
    nn: 'i same bu- og arbeidsmarknadsregion',
    en: 'in the same labour-market region',
  },
  EXTENDED_REGION: { nb: 'i den utvidede regionen', nn: 'i den utvida regionen', en: 'in the extended region' },
  NEIGHBOUR_REGION: { nb: 'i en naboregion', nn: 'i ein naboregion', en: 'in a neighbouring region' },
  COUNTY: { nb: 'i fylket', nn: 'i fylket', en: 'in the county' },
  REMOTE: {
    nb: 'Arbeidet kan gjøres på nett fra hele landet',
    nn: 'Arbeidet kan gjerast på nett frå heile landet',
    en: 'The work can be done online from anywhere in the country',
  },
};

/** A county covers a region that it touches, and a body reaches in by a member: neither lies there, wherever its specialist is based. */
export function insideSearch(scope: MatchScope, lender: OrganisationKind | null): Texts {
  const place = inRegion[scope];
  if (scope === 'REMOTE') return place;
  if (lender === 'COUNTY') {
    return { nb: 'Fylkeskommunen dekker regionen', nn: 'Fylkeskommunen dekkjer regionen', en: 'The county authority covers the region' };
  }
  if (lender === 'BODY') {
    const same = scope === 'SAME_REGION';
    return {
      nb: `Samarbeidet har en kommune ${same ? 'i regionen' : place.nb}`,
      nn: `Samarbeidet har ein kommune ${same ? 'i regionen' : place.nn}`,
      en: `The inter-municipal body has a member ${same ? 'in the region' : place.en}`,
    };
  }
  return { nb: `Ligger ${place.nb}`, nn: `Ligg ${place.nn}`, en: `Lies ${place.en}` };
}

/** Where a near miss lies, one step outside the search. */
export function outsideSearch(scope: MatchScope, lender: OrganisationKind | null): Texts {
  const lies = scope === 'REMOTE' ? elsewhere : insideSearch(scope, lender);
  return {
    nb: `${lies.nb}, ett steg utenfor søket`,
    nn: `${lies.nn}, eitt steg utanfor søket`,
    en: `${lies.en}, one step outside the search`,
  };
}

const elsewhere: Texts = {
  nb: 'Kan gjøres på nett fra et annet sted i landet',
  nn: 'Kan gjerast på nett frå ein annan stad i landet',
  en: 'Can be done online from elsewhere in the country',
};
