import type { VNode } from 'preact';
import { several } from '../draw/index.ts';
import { caretLines, type Problem } from '../state/problems.ts';
import { Dialog } from './dialog.tsx';

/** What is wrong with a file that was dropped: where, what, and what would be right. */
export function Problems({ problem }: { readonly problem: Problem }): VNode {
  const { diagnostics, file, message } = problem;
  const title =
    diagnostics.length === 0
      ? `${file} does not run`
      : `${several(diagnostics.length, 'error')} in ${file}`;
  return (
    <Dialog title={title}>
      <div class="body problems">
        {diagnostics.length === 0 && <p>{message}</p>}
        {diagnostics.map(({ file: where, line, column, code, what, remedy, text }) => {
          const [shown, caret] = caretLines(text, column, 78);
          return (
            <section key={`${where}:${line}:${column}:${code}:${what}`} class="problem">
              <code class="dim">
                {where}:{line}:{column}
              </code>{' '}
              <code class="dim">{code}</code>
              <p>
                <b>{what}</b>
              </p>
              {text !== '' && (
                <pre>
                  {shown}
                  {'\n'}
                  <span class="caret">{caret}</span>
                </pre>
              )}
              <p class="soft">{remedy}</p>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
