import type { Mark } from './marks.ts';

/**
 * Remembers marks by name, with what they were made of. A mark that is made of the same again is
 * the very same object, and the page passes it over without a look: in most frames of a large map
 * most cells are as before.
 */
export class MarkMemory {
  readonly #known = new Map<string, { readonly facts: readonly unknown[]; readonly mark: Mark }>();

  /** The mark of these facts: the remembered one while all facts are the same. */
  recall(name: string, facts: readonly unknown[], make: () => Mark): Mark {
    const known = this.#known.get(name);
    const isSame =
      known !== undefined &&
      known.facts.length === facts.length &&
      known.facts.every((fact, place) => Object.is(fact, facts[place]));
    if (isSame) return known.mark;
    const mark = make();
    this.#known.set(name, { facts, mark });
    return mark;
  }
}
