import { climateBudgetSplit } from './climate-budget-split.js';
import { employerSaysNo } from './employer-says-no.js';
import { nobodyNear } from './nobody-near.js';
import { plannerUntilMarch } from './planner-until-march.js';
import { psychologistShared } from './psychologist-shared.js';
import { samiLanguage } from './sami-language.js';
import type { Scenario } from './scenario.js';

/** The scenarios in the order in which they are played. The one in which weeks go by comes last, since time never goes back. */
export const scenarios: readonly Scenario[] = [
  psychologistShared,
  plannerUntilMarch,
  climateBudgetSplit,
  employerSaysNo,
  samiLanguage,
  nobodyNear,
];
