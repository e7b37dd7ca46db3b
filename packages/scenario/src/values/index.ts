/** Values of the scenario language: quantities, names, instants, windows, distributions, series. */
export { formatCalendar, formatTimeOfDay } from './calendar.ts';
export { decimalText } from './decimal.ts';
export {
  type DistributionRequest,
  distributionParameters,
  distributionWords,
  type EmpiricalRequest,
  parseDistribution,
} from './distribution.ts';
export { valueErrors } from './errors.ts';
export type { FileCode, FileProblem, FileReading } from './file-problem.ts';
export {
  dealt,
  isName,
  isNameRange,
  MAX_NAMES,
  type PartReference,
  parseName,
  parseNames,
  parseNewNames,
  parseReferences,
  readPart,
} from './names.ts';
export { didYouMean, editDistance, nearest } from './nearest.ts';
export { readNumbers } from './numbers-file.ts';
export type { Parsed, Refusal, ValueCode } from './parsed.ts';
export {
  parseQuantities,
  parseQuantity,
  type QuantitiesType,
  type QuantityBounds,
  unitSymbols,
} from './quantity.ts';
export { formatQuantity, formatWork } from './quantity-text.ts';
export { parseSeries } from './series.ts';
export { dimensionWords } from './units.ts';
export {
  parseCalendar,
  parseTimeOfDay,
  parseWhen,
  parseWindow,
  type ScenarioSpan,
} from './when.ts';
export { parseWork, type WorkAmount } from './work.ts';
export { parseWorkDistribution } from './work-distribution.ts';
