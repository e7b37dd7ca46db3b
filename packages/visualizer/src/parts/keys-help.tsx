import type { VNode } from 'preact';
import { actions } from '../app/actions.ts';
import { keyWords } from '../app/keyboard.ts';
import { Dialog } from './dialog.tsx';

const groups = ['Time', 'Views', 'Selection', 'Find', 'Page'] as const;

const inParts: readonly (readonly [where: string, what: string])[] = [
  ['Tab', 'tree, map, inspector, time, log'],
  ['↑ ↓ ← →', 'move in the part that has the focus'],
  ['Enter', 'one level closer; opens and closes in the tree'],
];

/** All keys that do something now. */
export function KeysHelp(): VNode {
  return (
    <Dialog title="Keys">
      <div class="body keys">
        {groups.map((group) => (
          <section key={group}>
            <h2>{group}</h2>
            <dl>
              {actions
                .filter((action) => action.group === group && action.keys.length > 0)
                .map(({ id, title, keys }) => (
                  <Line
                    key={id}
                    what={title}
                    keys={keys.filter((key) => key !== '=').map(keyWords)}
                  />
                ))}
            </dl>
          </section>
        ))}
        <section>
          <h2>In the parts of the page</h2>
          <dl>
            {inParts.map(([key, what]) => (
              <Line key={key} what={what} keys={[key]} />
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  );
}

function Line({ what, keys }: { readonly what: string; readonly keys: readonly string[] }): VNode {
  return (
    <>
      <dt class="soft">{what}</dt>
      <dd>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dd>
    </>
  );
}
