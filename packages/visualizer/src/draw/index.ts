/**
 * The drawings of the visualizer. Each is a function of its data that gives marks; the views
 * (`HostsView`, `EstateView`) are components that also listen.
 */

export { hostChart, hostChartMetrics } from './charts/host-charts.ts';
export { cpuChart, cpuChartMetrics, readyChart, readyChartMetrics } from './charts/vm-charts.ts';
export {
  type CauseInput,
  type ChartInput,
  estateFromVms,
  type MapListeners,
  type MapProps,
  type MapState,
  type TimelineInput,
  type TimeSpan,
} from './contract.ts';
export { estateModel } from './estate/estate-model.ts';
export { EstateView } from './estate/estate-view.ts';
export { EstateLists, type EstateListsProps } from './estate/lists.ts';
export { type FabricProps, FabricView } from './fabric/fabric-view.ts';
export { glyph, healthIcon, healthPaths } from './glyph.ts';
export { HostsView } from './hosts/hosts-view.ts';
export {
  type CauseGutter,
  causeGutter,
  causeGutterDrawing,
  eventHealth,
} from './log/cause-gutter.ts';
export type { Mark } from './marks.ts';
export { patternDefinitions, patterns } from './patterns.ts';
export { svgText } from './svg-text.ts';
export { timelineDrawing } from './timeline/timeline-drawing.ts';
export { timelineSecondsAt } from './timeline/timeline-model.ts';
export { paint, readTokens, type TokenName, type Tokens, tokenNames } from './tokens.ts';
export { clock, clockMinute, count, duration, figures, percent, several } from './words.ts';
