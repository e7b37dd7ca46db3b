/** The views in a real page, for `views.test.ts`: what happens is given back as plain values. */
import { h, render } from 'preact';
import type { MapProps, MapState } from '../src/draw/contract.ts';
import { failureMap } from '../src/draw/draw.fixtures.ts';
import { smallEstate } from '../src/draw/estate/estate.fixtures.ts';
import { EstateView, HostsView, patterns } from '../src/draw/index.ts';

/** A view on the page that remembers what it told. */
class Stand {
  readonly root = document.createElement('main');
  readonly told: string[] = [];
  map: MapState;
  readonly view: typeof HostsView;

  constructor(map: MapState, view: typeof HostsView) {
    this.map = map;
    this.view = view;
    this.root.style.cssText = 'width:1052px;height:640px;display:block';
    document.body.replaceChildren(this.root);
  }

  /** Shows the map, changed, and waits until it stands. */
  async show(more: Partial<MapState> = {}): Promise<void> {
    this.map = { ...this.map, ...more };
    const nameOf = (entity: number | null): string => {
      const { vms, hosts } = this.map.scene;
      return [...vms, ...hosts].find(({ id }) => id === entity)?.name ?? 'nothing';
    };
    const props: MapProps = {
      ...this.map,
      moves: true,
      onSelect: (entity) => {
        this.told.push(`select ${nameOf(entity)}`);
        this.map = { ...this.map, selected: entity };
      },
      onOpen: (entity) => this.told.push(`open ${nameOf(entity)}`),
      onMenu: (entity) => this.told.push(`menu ${nameOf(entity)}`),
      onHover: () => undefined,
    };
    render([patterns(), h(this.view, props)], this.root);
    await frames(2);
  }

  async press(key: string): Promise<void> {
    const target = this.root.querySelector('[tabindex="0"]')!;
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    await this.show();
  }

  async mouse(type: string, target: Element, x: number, y: number): Promise<void> {
    const { left, top } = target.getBoundingClientRect();
    const at = { clientX: left + x, clientY: top + y, bubbles: true, cancelable: true };
    target.dispatchEvent(new MouseEvent(type, at));
    await this.show();
  }

  count(selector: string): number {
    return this.root.querySelectorAll(selector).length;
  }
}

async function frames(amount: number): Promise<void> {
  for (let frame = 0; frame < amount; frame++) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

/** What the cards did. */
export interface HostsSeen {
  readonly cards: number;
  readonly told: readonly string[];
  /** Drawings that travel above the cards, at once and once the journey is over. */
  readonly journey: number;
  readonly left: number;
  /** Pixels by which cards reach out of their boxes. */
  readonly overflow: number;
}

/** The cards: keys, pointer, and one VM that goes to another host. */
export async function hostsInPage(styles: string): Promise<HostsSeen> {
  document.head.append(Object.assign(document.createElement('style'), { textContent: styles }));
  const stand = new Stand(failureMap(), HostsView);
  await stand.show();
  const cards = stand.count('.draw-card');
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'Enter']) await stand.press(key);
  const cell = stand.root.querySelector('[data-entity][aria-label^="db01"]')!;
  await stand.mouse('click', cell, 5, 5);
  await stand.mouse('contextmenu', cell, 5, 5);
  const { told } = stand;
  const { journey, left } = await moveOne(stand);
  return { cards, told, journey, left, overflow: overflowOf(stand) };
}

async function moveOne(stand: Stand): Promise<{ journey: number; left: number }> {
  const { host, vm } = stand.map.tables as Record<string, NonNullable<MapState['tables']['vm']>>;
  const row = stand.map.scene.vms.findIndex(({ name }) => name === 'app01');
  const moved = Int32Array.from(vm!.columns['host']!);
  moved[row] = 1;
  await stand.show({
    tables: { host: host!, vm: { ...vm!, columns: { ...vm!.columns, host: moved } } },
  });
  const journey = stand.count('.draw-traveller');
  const playing = document.getAnimations().filter(({ playState }) => playState === 'running');
  for (const animation of playing) animation.finish();
  await frames(2);
  return { journey, left: stand.count('.draw-traveller') };
}

/** Pixels by which cards reach out of their boxes. */
function overflowOf(stand: Stand): number {
  const cards = [...stand.root.querySelectorAll<HTMLElement>('.draw-card')];
  return Math.max(...cards.map((card) => card.scrollWidth - card.clientWidth));
}

/** What the estate did. */
export interface EstateSeen {
  /** Whether anything was painted. */
  readonly ink: boolean;
  readonly told: readonly string[];
  readonly levels: readonly string[];
  /** Whole cards at the closest level. */
  readonly cards: number;
}

/** The estate: what is under the pointer, keys, and the four levels. */
export async function estateInPage(styles: string): Promise<EstateSeen> {
  document.head.append(Object.assign(document.createElement('style'), { textContent: styles }));
  const stand = new Stand(smallEstate(), EstateView as typeof HostsView);
  await stand.show();
  const room = stand.root.querySelector('.draw-estate-map')!;
  const ink = inkOf(stand.root.querySelector('canvas')!);
  await stand.press('ArrowDown');
  await stand.press('ArrowDown');
  const ring = stand.root.querySelector('[id^="map-"]')!.getBoundingClientRect();
  const { left, top } = room.getBoundingClientRect();
  await stand.mouse('click', room, ring.left - left + 6, ring.top - top + 6);
  await stand.mouse('click', room, 2, 400);
  await stand.press('ArrowRight');
  const levels = [levelOf(stand)];
  for (let step = 0; step < 3; step++) {
    await stand.press('Enter');
    levels.push(levelOf(stand));
  }
  const cards = stand.count('.draw-placed');
  await stand.press('f');
  levels.push(levelOf(stand));
  return { ink, told: stand.told, levels, cards };
}

function levelOf(stand: Stand): string {
  const ladder = stand.root.querySelector('[aria-label^="Zoom"]')!;
  return ladder.getAttribute('aria-label')!.replace('Zoom: ', '');
}

/** Whether anything was painted on a canvas. */
function inkOf(canvas: HTMLCanvasElement): boolean {
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  return data.some((value) => value !== 0);
}
