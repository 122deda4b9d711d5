export { type Author, authorOf, historyOf, record, type Step, type Subject, theSystem } from './history.js';
