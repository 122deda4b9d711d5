export { type Done, type Edit, type Effect, type Once, Writing } from './writing.js';
