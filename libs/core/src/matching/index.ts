export {
  countMatches,
  matchKey,
  type MatchOutcome,
  matchPages,
  type MatchRow,
  needMatchings,
  type NeedMatchingRow,
  offerMatchings,
} from './match-rows.js';
export { MatchingService } from './matching.service.js';
