export {
  type AvailabilityRow,
  availabilityOf,
  type ClaimRow,
  claimsOf,
  insertOffer,
  type LenderSide,
  type OfferRow,
  offersByIds,
  ownAvailability,
} from './offer-rows.js';
export { countOffers, type OfferCondition, type OfferFilter, offerPage, OffersQueries } from './offers.queries.js';
export { OffersService } from './offers.service.js';
export { shownRegion } from './shown-region.js';
export { ReleaseService } from './release.service.js';
