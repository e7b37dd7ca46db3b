import type { GuestBesideHost } from '@vdcsim/protocol';
import type { VNode } from 'preact';

/** Words of parts that are shown in a colour of their own; all others are as idle. */
const kinds = new Set(['run', 'ready', 'co-stop', 'limited', 'guest', 'kernel', 'device']);
const suffering = new Set(['ready', 'co-stop', 'limited', 'kernel']);

/** What the guest sees beside what its host knows, a row for each resource. */
export function GuestBesideHostTable({
  views,
}: {
  readonly views: readonly GuestBesideHost[];
}): VNode {
  return (
    <table class="views">
      <thead>
        <tr>
          <td />
          <th scope="col">Guest sees</th>
          <th scope="col">Host knows</th>
        </tr>
      </thead>
      <tbody>
        {views.map(({ resource, guestSees, hostKnows }) => (
          <tr key={resource}>
            <td class="soft">{resource}</td>
            <td>
              <b>{guestSees}</b>
            </td>
            <td>
              <div class="known" aria-hidden="true">
                {hostKnows.map(({ word, fraction }) => (
                  <i
                    key={word}
                    data-part={kinds.has(word) ? word : 'idle'}
                    style={{ flexGrow: fraction }}
                  />
                ))}
              </div>
              <div class="parts">
                {hostKnows
                  .filter(({ word, fraction }) => fraction >= 0.005 || word === 'run')
                  .map(({ word, text, fraction }) => (
                    <span key={word} class={suffering.has(word) && fraction >= 0.05 ? 'warn' : ''}>
                      {word} {text}
                    </span>
                  ))}
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
