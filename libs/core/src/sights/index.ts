export {
  lenderInSight,
  lenderSideInSight,
  listingInSight,
  matchInSight,
  needInSight,
  personInSight,
  stepInSight,
  whyInSight,
} from './sights.js';
