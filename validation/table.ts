/** Writes the validation page: `node --import tsx --conditions=development validation/table.ts`. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { validatedChapters, validationPage } from './page.ts';

const file = fileURLToPath(new URL('../docs/validation.md', import.meta.url));
writeFileSync(file, validationPage(validatedChapters()));
