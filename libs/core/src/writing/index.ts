export { type Effect, type Once, Writing } from './writing.js';
