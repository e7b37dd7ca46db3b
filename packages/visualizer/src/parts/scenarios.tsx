import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import type { Shipped } from '../link/library.ts';
import { Dialog } from './dialog.tsx';

/** The scenarios that come with vdcsim, and how to run one's own. */
export function Scenarios(): VNode {
  const app = useApp();
  const [shipped, setShipped] = useState<readonly Shipped[] | string | undefined>(undefined);
  useEffect(() => {
    app.library?.list().then(setShipped, (error: Error) => setShipped(error.message));
  }, []);
  return (
    <Dialog title="Choose a scenario">
      {typeof shipped === 'string' && <p class="body warn">{shipped}</p>}
      {shipped === undefined && <p class="body dim">Looking at what can run here…</p>}
      <ul class="scenarios">
        {typeof shipped === 'object' &&
          shipped.map(({ id, name, about, problem }) => (
            <li key={id}>
              <button
                type="button"
                aria-disabled={problem !== undefined}
                onClick={() => problem === undefined && app.openShipped(id)}
              >
                <b>{name}</b>
                <span class="soft">{about}</span>
                {problem !== undefined && <div class="dim">Can’t run here: {problem}</div>}
              </button>
            </li>
          ))}
      </ul>
      <div class="body">
        <p class="soft">
          Or drop a YAML file of your own anywhere on the page, or{' '}
          <label class="link choose-file">
            choose one
            <input
              type="file"
              class="unseen"
              accept=".yaml,.yml,.json"
              onChange={(event) => {
                const file = event.currentTarget.files?.[0];
                if (file !== undefined) void app.openFile(file);
              }}
            />
          </label>
          . {app.library?.place === 'page' ? 'It runs in this page and leaves it nowhere.' : ''}
        </p>
      </div>
    </Dialog>
  );
}
