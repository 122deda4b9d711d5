export { type ReferenceProblem } from './import/problem.js';
export { OPERATOR_CODE } from './operator.js';
export {
  type Competence,
  type County,
  type Municipality,
  type Organisation,
  type Region,
  type StatutoryRequirement,
} from './reference-data.js';
export { ReferenceImport } from './reference-import.js';
export { meetsAll } from './sought-word.js';
export { ReferenceService, type RegionStandard } from './reference.service.js';
