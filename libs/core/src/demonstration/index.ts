export { type Chance, chance } from './chance.js';
export { personOf } from './sign-in.js';
export { seedPeople } from './people.js';
export { moveClock, setClock } from './clock.js';
