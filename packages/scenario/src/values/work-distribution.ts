/** Work that is fixed or drawn: `5 s`, `13 Gcycles`, `{ dist: exponential, mean: 900 ms }`. */
import { type DistributionRequest, parseDistribution } from './distribution.ts';
import { accept, isMap, type Parsed, scalarText } from './parsed.ts';

/** Work as its author wrote it; cycles need a speed to become seconds. */
export interface WorkRequest {
  readonly unit: 'coreSeconds' | 'megacycles';
  readonly amount: DistributionRequest;
}

/** A distribution of seconds of one uncontended core, or of cycles; never a mixture of both. */
export function parseWorkDistribution(key: string, raw: unknown): Parsed<WorkRequest> {
  const unit = textsOf(raw).some((text) => /cycles$/.test(text)) ? 'megacycles' : 'coreSeconds';
  const amount = parseDistribution(key, raw, unit === 'megacycles' ? 'cycles' : 'work');
  return amount.ok ? accept({ unit, amount: amount.value }) : amount;
}

function textsOf(raw: unknown): string[] {
  const values = isMap(raw) ? Object.values(raw) : [raw];
  return values.map(scalarText).filter((text) => text !== undefined);
}
