import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
  }[];
}

/** What axe-core finds on a page that is serious or worse: rule, element, what to do. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    async () => await (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
    );
}

/** Texts that can be seen and are smaller than so many pixels, each with its size. */
export async function textBelow(page: Page, pixels: number): Promise<string[]> {
  return await page.evaluate((least) => {
    const found: string[] = [];
    for (const element of document.querySelectorAll('.page *')) {
      const nodes = [...element.childNodes];
      const says = nodes.some((node) => node.nodeType === 3 && node.textContent?.trim() !== '');
      if (!says || element.closest('.unseen, [hidden]') !== null) continue;
      const { width, height } = element.getBoundingClientRect();
      if (width === 0 || height === 0) continue;
      const drawing = element.closest('svg');
      const drawn = drawing?.viewBox.baseVal.width ?? 0;
      const scale = drawing === null || drawn === 0 ? 1 : drawing.clientWidth / drawn;
      const size = Number.parseFloat(getComputedStyle(element).fontSize) * scale;
      if (size < least - 0.1) found.push(`${size.toFixed(1)} ${element.textContent}`);
    }
    return found;
  }, pixels);
}
