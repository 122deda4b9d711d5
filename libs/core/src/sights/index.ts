export { lenderInSight, lenderSideInSight, listingInSight, matchInSight, needInSight, stepInSight, whyInSight } from './sights.js';
