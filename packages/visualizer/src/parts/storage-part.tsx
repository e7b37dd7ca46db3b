import type { VNode } from 'preact';
import { useApp } from '../app/context.ts';
import { usersOf } from '../draw/fabric/part-use.ts';
import { figures, percent } from '../draw/index.ts';
import type { Entity } from '../state/inventory.ts';
import { factsOfPart } from '../state/part-facts.ts';
import { verdictOfPart } from '../state/part-verdict.ts';
import { mapProps } from './map-props.ts';

/** Kinds whose place in storage the page tells by itself. */
export const storageKinds: ReadonlySet<string> = new Set([
  ...['hba', 'port', 'switch', 'link', 'array', 'controller', 'raidGroup', 'spindle', 'lun'],
  ...['datastore', 'nas', 'network', 'nic', 'cable', 'disk', 'path'],
]);

const usersMost = 5;

/** A part of storage: how it stands, who uses it, its numbers. */
export function StoragePart({ entity }: { readonly entity: Entity }): VNode | null {
  const app = useApp();
  const map = mapProps(app);
  if (map === undefined) return null;
  const verdict = verdictOfPart(map, entity);
  const facts = factsOfPart(map, entity);
  return (
    <>
      {verdict !== undefined && (
        <p class="verdict" data-shortage={verdict.isShort}>
          <b>{verdict.words}</b>
        </p>
      )}
      <Users entity={entity} />
      <dl class="facts">
        {facts.map(([label, value]) => (
          <>
            <dt key={label}>{label}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
    </>
  );
}

/** Who uses it: the first by name, the rest as one. */
function Users({ entity }: { readonly entity: Entity }): VNode | null {
  const app = useApp();
  const map = mapProps(app);
  if (map === undefined) return null;
  const users = usersOf(map, entity.kind, entity.row);
  const whole = users.reduce((sum, { MBps }) => sum + MBps, 0);
  if (users.length === 0) return null;
  const others = users.slice(usersMost);
  const rest = others.reduce((sum, { MBps }) => sum + MBps, 0);
  return (
    <section class="users">
      <h2>
        Used by <span class="dim">{figures(whole)} MB/s in all</span>
      </h2>
      {users.slice(0, usersMost).map(({ entity: id, name, MBps }) => (
        <button key={id} type="button" class="choice user" onClick={() => app.select(id)}>
          <b>{name}</b>
          <i aria-hidden="true" style={{ width: `${(100 * MBps) / whole}px` }} />
          <span class="note">
            {figures(MBps)} · {percent((100 * MBps) / whole)}
          </span>
        </button>
      ))}
      {others.length > 0 && (
        <p class="dim">
          {others.length} others {figures(rest)}
        </p>
      )}
    </section>
  );
}
