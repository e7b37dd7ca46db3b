import { batch } from '@preact/signals';
import type { ServerMessage } from '@vdcsim/protocol';
import { EventRing } from './event-ring.ts';
import { inventoryOf } from './inventory.ts';
import { QueueTrace } from './queue-trace.ts';
import { noFrame, type Store } from './store.ts';

/**
 * Takes a message of the server, or of the worker in the page, into the store. Answers to
 * requests are the link's business and are passed over.
 */
export function receive(store: Store, message: ServerMessage): void {
  batch(() => take(store, message));
}

function take(store: Store, message: ServerMessage): void {
  switch (message.type) {
    case 'welcome':
      store.product.value = message.product;
      store.run.value = message.run;
      return;
    case 'scene':
      beginScene(store, message);
      return;
    case 'status':
      store.status.value = message;
      return;
    case 'audience':
      store.audience.value = message;
      return;
    case 'events':
      store.changeEvents((ring) => {
        ring.add(message.events, message.skipped);
        return ring;
      });
      return;
    case 'timeline':
      store.timeline.value = message.timeline;
      return;
    case 'details':
      if (message.details.entity === store.selection.value) store.details.value = message.details;
      return;
    case 'recoveries':
      store.recoveries.value = message.recoveries;
      return;
    case 'wrong':
      store.notify('warning', message.wrong.message);
      return;
    case 'broken': {
      const { nowSeconds, seed, detail } = message;
      store.broken.value = { message: message.wrong.message, nowSeconds, seed, detail };
      return;
    }
    case 'done':
    case 'refused':
      return;
  }
}

/** A run begins: all that was told of another one goes, the choice stays if its name is there. */
function beginScene(store: Store, { scene }: Extract<ServerMessage, { type: 'scene' }>): void {
  const chosen = store.selected.value;
  store.inventory.value = inventoryOf(scene);
  store.frame.value = noFrame;
  if (scene.storage === undefined) store.treeOrder.value = 'hosts';
  store.queueTrace = new QueueTrace(scene.intervalSeconds);
  store.status.value = undefined;
  store.timeline.value = undefined;
  store.recoveries.value = [];
  store.details.value = undefined;
  store.broken.value = undefined;
  store.selectedEvent.value = null;
  store.changeEvents(() => new EventRing());
  const again = chosen === undefined ? undefined : store.inventory.value.byName.get(chosen.name);
  store.selection.value = again?.id ?? null;
}
