/** Builds the page of the visualizer; does nothing where all sources are older than it. */
export function buildPage(root: string): void;
