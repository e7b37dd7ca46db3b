/** Work of a CPU: seconds of one uncontended core, or cycles. */
import { measure } from './measure.ts';
import { accept, keyed, type Parsed, refuse } from './parsed.ts';

/** An amount of work as its author wrote it; cycles need a speed to become seconds. */
export type WorkAmount = { readonly coreSeconds: number } | { readonly megacycles: number };

/** Work: `5 s` of one uncontended core, or `13 Gcycles`. At least 0. */
export function parseWork(key: string, raw: unknown): Parsed<WorkAmount> {
  const measured = measure(key, raw, ['duration', 'cycles'], ['work']);
  if (!measured.ok) return measured;
  const { dimension, value } = measured.value;
  if (value < 0) {
    const remedy = `write "${String(raw).trim().slice(1).trim()}"`;
    return refuse('OUT_OF_RANGE', `${keyed(key, raw)} is negative`, remedy);
  }
  return accept(dimension === 'cycles' ? { megacycles: value } : { coreSeconds: value });
}
