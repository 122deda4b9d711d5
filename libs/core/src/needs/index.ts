export {
  insertNeed,
  matchedStatuses,
  needsByIds,
  type NeedRow,
  type RequirementRow,
  requirementsOf,
  type ShareRow,
  sharesOf,
} from './need-rows.js';
export { countNeeds, type NeedCondition, type NeedFilter, needPage, NeedsQueries } from './needs.queries.js';
export { NeedStepsService } from './need-steps.service.js';
export { NeedsService } from './needs.service.js';
