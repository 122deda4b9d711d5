export { importReference, installPeople, migrateAll, ReferenceRefused } from './installation.js';
