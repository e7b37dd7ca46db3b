import type { ServerMessage, Wrong } from '@vdcsim/protocol';
import type { Limits } from '../options.ts';
import type { Ending } from '../processes/child.ts';

/** What viewers are told of a run that cannot go on. */
export type Broken = Extract<ServerMessage, { readonly type: 'broken' }>;

/** Why a run's process ended, in words for people. */
export function brokenBy({ code }: Ending, limits: Limits): Wrong {
  const { runMemoryMiB, sliceSeconds } = limits;
  const words = {
    TOO_SLOW: `the run did not come back within ${sliceSeconds} s and was ended`,
    OUT_OF_MEMORY: `the run needed more memory than the ${runMemoryMiB} MiB that it may have`,
    DEFECT: 'the run ended by a defect of vdcsim; please report it',
  };
  return { code, message: words[code] };
}

interface Report {
  readonly product: string;
  readonly file: string;
  readonly seed: number;
  readonly nowSeconds: number;
  readonly wrong: Wrong;
  /** What the process said last. */
  readonly detail: string;
}

/** Everything that whoever mends it needs. */
export function reportOf(report: Report): string {
  const { product, file, seed, nowSeconds, wrong, detail } = report;
  return [
    `version   ${product}`,
    `node      ${process.version} on ${process.platform} ${process.arch}`,
    `scenario  ${file}`,
    `seed      ${seed}`,
    `time      ${nowSeconds} s`,
    `reason    ${wrong.code}: ${wrong.message}`,
    detail,
  ].join('\n');
}
