export { UpkeepService } from './upkeep.service.js';
