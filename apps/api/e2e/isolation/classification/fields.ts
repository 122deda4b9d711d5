import * as may from '../who.js';
import type { Who } from '../who.js';

/** Who sees what stands behind a field of a thing that they see. */
export interface Rule {
  /** Whoever sees what it is a field of, where nothing else is said. */
  readonly who: Who;
  /** Whether there is something at all; left out, there always is. */
  readonly filled?: 'sometimes';
}

/** Part of the thing itself, or reference data: whoever sees the one sees the other. */
const part: Rule = { who: may.everybody };
const sometimes: Rule = { who: may.everybody, filled: 'sometimes' };
/** Counted row by row, by what stands in the database. */
const counted = sometimes;

/** Every field of the contract, but for the roots, behind which another object stands. */
export const fields: Readonly<Record<string, Rule>> = {
  'Viewer.memberships': sometimes,
  'Viewer.calendar': sometimes,
  'Viewer.sessions': sometimes,
  'Membership.organisation': part,

  'Need.borrower': part,
  'Need.place': part,
  'Need.coBorrowers': sometimes,
  'Need.requirements': part,
  'Need.period': part,
  'Need.statutoryRequirement': sometimes,
  'Need.funding': sometimes,
  'Need.matches': counted,
  'Need.history': counted,
  'CompetenceRequirement.competence': part,
  'BorrowerShare.organisation': part,

  'Offer.lender': { who: may.seesLender },
  'Offer.base': { who: may.seesLender },
  'Offer.region': part,
  'Offer.terms': part,
  'Offer.release': { who: may.lendersSide, filled: 'sometimes' },
  'Offer.specialist': { who: may.seesSpecialist },
  'Offer.competences': part,
  'Offer.availability': part,
  'Offer.weeks': part,
  'Offer.matches': counted,
  'Offer.history': counted,
  'CompetenceClaim.competence': part,
  'Availability.period': part,

  'Match.need': part,
  'Match.offer': part,
  'Match.criteria': part,

  'Transition.by': part,
  'Transition.onBehalfOf': { who: may.seesWhy, filled: 'sometimes' },
  'ActorRef.organisation': { who: may.seesWhy },

  'Member.person': sometimes,
  'Member.grantedBy': sometimes,
  'Member.endedBy': sometimes,
  'Invitation.invitedBy': sometimes,
  'IssuedInvitation.invitation': part,
  'ServiceAccount.createdBy': part,
  'ServiceAccount.endedBy': sometimes,
  'ServiceAccount.tokens': sometimes,
  'ApiToken.createdBy': part,
  'IssuedApiToken.apiToken': part,
  'AuditEvent.by': part,

  'Erasure.kept': sometimes,
  'KeptByLaw.period': part,

  'Municipality.parallelNames': sometimes,
  'Municipality.county': part,
  'Municipality.region': part,
  'Municipality.successors': sometimes,
  'County.municipalities': part,
  'InterMunicipalBody.members': sometimes,
  'LabourMarketRegion.municipalities': part,
  'Competence.broader': sometimes,
  'Competence.narrower': sometimes,
  'Competence.statutoryRequirements': sometimes,

  ...Object.fromEntries(
    ['Match', 'Need', 'Offer', 'Member', 'Invitation', 'ServiceAccount', 'Audit'].flatMap((name) => [
      [`${name}Connection.edges`, sometimes],
      [`${name}Connection.pageInfo`, part],
      [`${name}Edge.node`, part],
    ]),
  ),
};
