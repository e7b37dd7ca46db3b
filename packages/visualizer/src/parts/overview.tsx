import type { VNode } from 'preact';
import { useApp } from '../app/context.ts';
import { clock, figures, healthIcon, percent, several } from '../draw/index.ts';
import { columnOf, countHealths, type Tables } from '../state/health.ts';
import { isDiskWorse, isStalled, lackOf } from '../state/io-health.ts';
import { verbTitle } from '../state/possible.ts';
import type { Store } from '../state/store.ts';

/** Longest lists, so that nothing scrolls at once. */
const shownMost = 6;

/** What the run is about, what comes next, who suffers: shown while nothing is selected. */
export function Overview(): VNode {
  const { store } = useApp();
  const scene = store.inventory.value?.scene;
  return (
    <div class="overview">
      <h1>{scene?.name ?? 'Opening a scenario'}</h1>
      <p class="soft">{scene?.about}</p>
      <Sizes />
      <Ahead />
      <Suffering />
      <h2>Look closer</h2>
      <p class="soft">
        Click a host or a VM, or press <kbd>/</kbd> to find one. Right-click or <kbd>X</kbd> breaks
        it, <kbd>W</kbd> says why it is as it is, <kbd>?</kbd> shows all keys.
      </p>
    </div>
  );
}

function Sizes(): VNode | null {
  const { store } = useApp();
  const scene = store.inventory.value?.scene;
  if (scene === undefined) return null;
  const counts = countHealths(store.vmHealths.value);
  const trouble = (['failing', 'constrained', 'down', 'waiting', 'starting'] as const).flatMap(
    (health) => {
      const amount = counts.get(health) ?? 0;
      return amount === 0 ? [] : [{ health, amount }];
    },
  );
  return (
    <>
      <p class="soft sizes">
        {several(scene.clusters.length, 'cluster')}, {several(scene.hosts.length, 'host')},{' '}
        {several(scene.vms.length, 'VM')}
      </p>
      {trouble.length > 0 && (
        <p class="sizes counted">
          {trouble.map(({ health, amount }) => (
            <span key={health}>
              {healthIcon(health, 12, 0.35)} {amount} {health}
            </span>
          ))}
        </p>
      )}
      {scene.warnings.map((warning) => (
        <p key={warning} class="warn">
          {warning}
        </p>
      ))}
    </>
  );
}

/** What the scenario has planned after now. */
function Ahead(): VNode | null {
  const { store } = useApp();
  const scene = store.inventory.value?.scene;
  const now = store.frame.value.timeSeconds;
  const plans = (scene?.planned ?? [])
    .filter(({ atSeconds }) => atSeconds > now)
    .slice(0, shownMost);
  if (scene === undefined || plans.length === 0) return null;
  return (
    <>
      <h2>Planned</h2>
      <dl class="facts">
        {plans.map(({ atSeconds, verb, of, note }) => (
          <>
            <dt key={`${atSeconds} ${of}`}>{clock(atSeconds, scene.startEpochSeconds)}</dt>
            <dd>
              {verbTitle(verb)} {of}
              {note !== '' && <span class="dim"> · {note}</span>}
            </dd>
          </>
        ))}
      </dl>
    </>
  );
}

/** The VMs that wait most, for CPU or for their disks. */
function Suffering(): VNode | null {
  const app = useApp();
  const { store } = app;
  const worst = worstVms(store);
  if (worst.length === 0) return null;
  return (
    <>
      <h2>Constrained</h2>
      <p class="dim">ask for more than they get</p>
      {worst.map(({ vm, words }) => {
        const scene = store.inventory.value?.scene.vms[vm];
        if (scene === undefined) return null;
        return (
          <button key={vm} type="button" class="choice" onClick={() => app.select(scene.id)}>
            {healthIcon(store.vmHealths.value[vm] ?? 'unknown')}
            <b>{scene.name}</b>
            <span class="note">{words}</span>
          </button>
        );
      })}
    </>
  );
}

interface WorstVm {
  readonly vm: number;
  readonly lack: number;
  readonly words: string;
}

function worstVms(store: Store): readonly WorstVm[] {
  const { tables } = store.frame.value;
  const worst: WorstVm[] = [];
  store.vmHealths.value.forEach((health, vm) => {
    if (health !== 'constrained' && health !== 'failing') return;
    worst.push({ vm, lack: lackOf(tables, vm), words: lackWords(tables, vm) });
  });
  return worst.sort((a, b) => b.lack - a.lack || a.vm - b.vm).slice(0, shownMost);
}

function lackWords(tables: Tables, vm: number): string {
  if (isStalled(tables, vm)) return 'I/O stands still';
  const of = (column: string): number => columnOf(tables, 'vm', column)?.[vm] ?? 0;
  return isDiskWorse(tables, vm)
    ? `disk ${figures(of('ioLatencyMs'))} ms`
    : `ready ${percent(of('readyPercent'))}`;
}
