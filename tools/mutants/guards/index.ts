import type { GuardMutant } from '../mutant.js';
import { edge } from './edge.js';
import { policyMutants, sightMutants } from './generated.js';
import { rules } from './rules.js';
import { signIn } from './sign-in.js';
import { useCases } from './use-cases.js';

/** Every guard of the application that is taken out. */
export const allGuards = (): GuardMutant[] => [...edge, ...signIn, ...useCases, ...sightMutants(), ...rules, ...policyMutants()];
