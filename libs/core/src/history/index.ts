export { type Author, historyOf, record, type Step, type Subject, theSystem } from './history.js';
