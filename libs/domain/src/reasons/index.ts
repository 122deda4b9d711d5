import { amounts } from './amounts.js';
import { codes } from './codes.js';
import { moment } from './moment.js';
import { roles } from './roles.js';
import { who } from './who.js';
import { wording } from './wording.js';

/** Every refusal's sentence, in every language: what is wrong, and where it helps, what would have worked. */
export const reasons = { ...who, ...wording, ...codes, ...amounts, ...moment, ...roles };

export { type Rule, ruleOf, rules } from './rules.js';

export type Reasons = typeof reasons;
