/** Importers: scenarios made from data that others keep. */
export { importGwaT12 } from './gwa-t-12.ts';
export { ImportError } from './import-error.ts';
export type { ImportedScenario, ImportOptions } from './imported-scenario.ts';
export { importPlanetlab, type PlanetlabImportOptions } from './planetlab.ts';
