export { importReference, installPeople, migrateAll, ReferenceRefused } from './installation.js';
export { type DisposableInstallation, openDisposableInstallation } from './disposable-installation.js';
