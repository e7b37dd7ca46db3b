import type { VNode } from 'preact';
import { useApp } from '../app/context.ts';
import { clock } from '../draw/index.ts';

/** Sentences under the top bar: what is wrong with the connection or the run, what was refused. */
export function Bands(): VNode {
  const { store } = useApp();
  const { phase, tries } = store.connection.value;
  return (
    <div class="bands">
      {phase === 'lost' && (
        <div class="band" data-tone="alarm" role="alert">
          <p>
            <b>No connection to the server.</b> What is shown is from before; the page tries again
            {tries > 1 ? ` (try ${tries})` : ''}.
          </p>
        </div>
      )}
      <BrokenBand />
      {store.notices.value.map(({ id, tone, text, offer }) => (
        <div key={id} class="band" data-tone={tone} role="status">
          <p>{text}</p>
          {offer !== undefined && (
            <button
              type="button"
              class="button"
              onClick={() => {
                offer.run();
                store.dismiss(id);
              }}
            >
              {offer.title}
            </button>
          )}
          <button type="button" class="button" onClick={() => store.dismiss(id)}>
            Close
          </button>
        </div>
      ))}
    </div>
  );
}

/** The run ended before its time: what helps to report it. */
function BrokenBand(): VNode | null {
  const { store } = useApp();
  const broken = store.broken.value;
  const scene = store.inventory.value?.scene;
  if (broken === undefined) return null;
  const at = clock(broken.nowSeconds, scene?.startEpochSeconds ?? 0);
  const report = `${scene?.file ?? 'scenario'}, seed ${broken.seed}, at ${at}: ${broken.message}`;
  const copy = (): Promise<void> => navigator.clipboard.writeText(`${report}\n${broken.detail}`);
  return (
    <div class="band" data-tone="alarm" role="alert">
      <p>
        <b>This run can’t go on.</b> {report}
      </p>
      <button type="button" class="button" onClick={copy}>
        Copy the report
      </button>
    </div>
  );
}
