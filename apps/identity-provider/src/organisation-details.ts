import { type AuthorizationDetail, errors, type RichAuthorizationRequestsActiveConfiguration } from 'oidc-provider';

/** Ansattporten's kind of authorization_details that asks for whom somebody acts. */
export const ORGANISATION_TYPE = 'ansattporten:orgno';

/** What the answer holds for an organisation, as Ansattporten has it: its number in Enhetsregisteret after ISO 6523. */
export const asDetail = (orgNumber: string): AuthorizationDetail => ({
  type: ORGANISATION_TYPE,
  orgno: { Authority: 'iso6523-actorid-upis', ID: `0192:${orgNumber}` },
});

/** One may ask for whom somebody acts; what they chose goes along in the code, and from there into the identity token. */
export const organisationDetails: RichAuthorizationRequestsActiveConfiguration = {
  enabled: true,
  types: {
    [ORGANISATION_TYPE]: {
      validate: (_, detail) => {
        if (Object.keys(detail).length > 1) throw new errors.InvalidAuthorizationDetails('nothing but the type can be asked for');
      },
    },
  },
  authorizationDetailsForGrantSource: ({ oidc }) => oidc.entities.Grant?.rar,
  authorizationDetailsForAccessToken: (_, __, source) => (source && 'rar' in source ? source.rar : undefined),
  authorizationDetailsForIntrospection: () => undefined,
};
