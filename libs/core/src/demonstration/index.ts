export { type Chance, chance } from './chance.js';
export { moveClock, setClock } from './clock.js';
export { type DemonstrationAccount, demonstrationAccount, personOf } from './sign-in.js';
export { seedPeople } from './people.js';
export { type MarketOptions, type SeededMarket, seedMarket } from './seed-market.js';
