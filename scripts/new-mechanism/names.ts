/** A name in the forms that templates need. */
export interface MechanismNames {
  /** Below `packages/core/src`: `services/backup/lun-clone`. */
  readonly folder: string;
  /** Last part of the folder: `lun-clone`. */
  readonly kebab: string;
  /** `lunClone` */
  readonly camel: string;
  /** `LunClone` */
  readonly pascal: string;
  /** `lun clone` */
  readonly words: string;
  /** From the folder to `packages/core/src`: `../../..`. */
  readonly up: string;
}

const form = /^(hypervisor|guest|services)(\/[a-z][a-z0-9]*(-[a-z0-9]+)*){1,2}$/;

/** Words that STYLE avoids, since they name no mechanism. */
const empty = new Set(['manager', 'helper', 'util', 'utils', 'data', 'info', 'process', 'handle']);

/**
 * Takes a folder apart.
 * @throws Error that says what a folder may look like
 */
export function mechanismNames(folder: string): MechanismNames {
  if (!form.test(folder)) {
    throw new Error(
      `"${folder}" is no place for a mechanism; write hypervisor/NAME, guest/NAME, ` +
        'services/NAME or services/GROUP/NAME, with NAME in small letters and hyphens: lun-clone',
    );
  }
  const parts = folder.split('/');
  const kebab = parts[parts.length - 1] ?? '';
  const words = kebab.split('-');
  const vague = words.find((word) => empty.has(word));
  if (vague !== undefined) {
    throw new Error(`"${vague}" in "${kebab}" says nothing; name the mechanism as the field does`);
  }
  const pascal = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  const camel = pascal.charAt(0).toLowerCase() + pascal.slice(1);
  const up = parts.map(() => '..').join('/');
  return { folder, kebab, camel, pascal, words: words.join(' '), up };
}
