import type { Bound } from '@vdcsim/protocol';
import type { VNode } from 'preact';
import { useApp } from '../app/context.ts';
import { percent } from '../draw/index.ts';

/** What bound the entity during the last minute, longest first, with a bar of the shares. */
export function BoundBy({ bounds }: { readonly bounds: readonly Bound[] }): VNode | null {
  const { store } = useApp();
  const [first, ...others] = bounds;
  if (first === undefined) return null;
  const share = (fraction: number): string => percent(100 * fraction);
  const rest = others
    .filter(({ fraction }) => fraction >= 0.005)
    .map(({ by, fraction }) => `${by} ${share(fraction)}`);
  return (
    <div class="why-box">
      <div class="bound">Bound by {first.by}</div>
      <div class="soft">
        {share(first.fraction)} of the last minute
        {rest.length > 0 && `; ${rest.join(', ')}`}
      </div>
      <div class="shares" aria-hidden="true">
        {bounds.map(({ by, fraction, isShortage }) => (
          <i key={by} data-shortage={isShortage} style={{ flexGrow: fraction }} />
        ))}
      </div>
      <div class="asked">
        <button
          type="button"
          class="plain-button soft"
          onClick={() => {
            store.overlay.value = { kind: 'why' };
          }}
        >
          <kbd>W</kbd> why?
        </button>
      </div>
    </div>
  );
}
