import type { Explained } from '@vdcsim/protocol';
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import { clock } from '../draw/index.ts';
import { Refused } from '../link/link.ts';
import { Dialog } from './dialog.tsx';

/** Why the selected entity is as it is, in sentences. */
export function Why(): VNode {
  const app = useApp();
  const entity = app.store.selected.value;
  const [answer, setAnswer] = useState<Explained | string | undefined>(undefined);
  useEffect(() => {
    if (entity === undefined) return;
    app.ask({ what: 'why', entity: entity.id }).then(
      (value) => setAnswer(value?.what === 'why' ? value.explained : undefined),
      (error: unknown) => {
        if (!(error instanceof Refused)) throw error;
        setAnswer(error.message);
      },
    );
  }, [entity]);
  const start = app.store.inventory.value?.scene.startEpochSeconds ?? 0;
  const at = typeof answer === 'object' ? ` at ${clock(answer.atSeconds, start)}` : '';
  return (
    <Dialog title={`Why is ${entity?.name ?? 'it'} so${at}?`}>
      <div class="body why-parts">
        {typeof answer === 'string' && <p class="warn">{answer}</p>}
        {typeof answer === 'object' &&
          answer.parts.map(({ topic, lines }) => (
            <section key={topic}>
              <h3>{titleOf(topic)}</h3>
              {lines.map((line) => (
                <p key={line}>{line}</p>
              ))}
            </section>
          ))}
      </div>
    </Dialog>
  );
}

function titleOf(topic: string): string {
  return topic === 'cpu' ? 'CPU' : topic.charAt(0).toUpperCase() + topic.slice(1);
}
