import type { County, Municipality, Organisation, ReferenceService } from '@fagtorg/core';

/** An organisation as the union of the contract: the municipality, county or body that it is. */
export type OrganisationAnswer =
  | (Municipality & { readonly __typename: 'Municipality' })
  | (County & { readonly __typename: 'County' })
  | (Organisation & { readonly __typename: 'InterMunicipalBody' });

export function asOrganisation(organisation: Organisation, reference: ReferenceService): OrganisationAnswer {
  const municipality = organisation.kind === 'MUNICIPALITY' ? reference.municipality(organisation.code) : null;
  if (municipality) return { ...municipality, __typename: 'Municipality' };
  const county = organisation.kind === 'COUNTY' ? reference.county(organisation.code) : null;
  if (county) return { ...county, __typename: 'County' };
  return { ...organisation, __typename: 'InterMunicipalBody' };
}
