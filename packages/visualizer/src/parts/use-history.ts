import type { HistorySeries } from '@vdcsim/protocol';
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import { Refused } from '../link/link.ts';

/** Least time between two questions for the same history, ms. */
const againMs = 1000;

/**
 * History of metrics of an entity, asked anew as time goes on.
 * @param metrics undefined: nothing is asked
 */
export function useHistory(
  entity: number,
  metrics: readonly string[] | undefined,
): readonly HistorySeries[] {
  const app = useApp();
  const [series, setSeries] = useState<readonly HistorySeries[]>([]);
  useEffect(() => {
    if (metrics === undefined) return undefined;
    let askedAtSeconds: number | undefined;
    let isWanted = true;
    const ask = async (): Promise<void> => {
      const { timeSeconds } = app.store.frame.peek();
      if (timeSeconds === askedAtSeconds || document.hidden) return;
      askedAtSeconds = timeSeconds;
      try {
        const answer = await app.ask({ what: 'history', metrics, entity });
        if (isWanted && answer?.what === 'history') setSeries(answer.series);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        askedAtSeconds = undefined;
      }
    };
    void ask();
    const timer = setInterval(ask, againMs);
    return () => {
      isWanted = false;
      clearInterval(timer);
    };
  }, [entity]);
  return series;
}
