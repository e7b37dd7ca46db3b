/**
 * A VM that comes to another host travels there once and leaves a ghost; in a storm it jumps.
 */
import type { ColumnArray } from '@vdcsim/protocol';

/** More than these at once are a storm. */
export const travellersMax = 8;

/** Rows of the VMs that changed hosts between two frames; none in a storm. */
export function travellers(
  before: ArrayLike<number> | undefined,
  after: ColumnArray | undefined,
): number[] {
  if (before === undefined || after === undefined || before.length !== after.length) return [];
  const rows: number[] = [];
  for (let vm = 0; vm < after.length; vm++) {
    if (before[vm] === after[vm] || before[vm]! < 0 || after[vm]! < 0) continue;
    if (rows.length === travellersMax) return [];
    rows.push(vm);
  }
  return rows;
}

/** Where a VM stood before the page changed. */
export interface Departure {
  readonly vm: number;
  readonly mark: SVGGElement;
  readonly from: DOMRect;
}

/** Looks up where the VMs stand, before the page changes. */
export function departures(root: Element, vms: readonly number[]): Departure[] {
  return vms.flatMap((vm) => {
    const mark = markOf(root, vm);
    if (mark === null) return [];
    const copy = mark.cloneNode(true) as SVGGElement;
    copy.removeAttribute('id');
    return { vm, mark: copy, from: mark.getBoundingClientRect() };
  });
}

function markOf(root: Element, vm: number): SVGGElement | null {
  return root.querySelector<SVGGElement>(
    `.draw-cell[data-vm="${vm}"], .draw-line[data-vm="${vm}"]`,
  );
}

const storyMs = 900;
const ease = 'cubic-bezier(.3,0,.1,1)';

/**
 * Plays the journeys after the page has changed. Whoever asked the system for less motion sees the
 * cells that came outlined instead, until others come.
 */
export function travel(root: HTMLElement, trips: readonly Departure[], scale: number): void {
  for (const arrived of root.querySelectorAll('[data-arrived]')) {
    arrived.removeAttribute('data-arrived');
  }
  const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  for (const trip of trips) {
    const mark = markOf(root, trip.vm);
    if (mark === null) continue;
    if (isStill) mark.setAttribute('data-arrived', '');
    else play(root, trip, mark, scale);
  }
}

function play(root: HTMLElement, trip: Departure, mark: SVGGElement, scale: number): void {
  const home = root.getBoundingClientRect();
  const to = mark.getBoundingClientRect();
  const place = (rect: DOMRect): string =>
    `translate(${rect.left - home.left + root.scrollLeft}px,${rect.top - home.top + root.scrollTop}px)`;
  const ghost = copyOf(root, trip.mark, scale);
  const traveller = copyOf(root, mark, scale);
  ghost.classList.add('draw-ghost');
  ghost.style.transform = place(trip.from);
  const fading = ghost.animate({ opacity: [0.55, 0] }, { duration: storyMs, easing: 'ease-in' });
  const journey = traveller.animate(
    { transform: [place(trip.from), place(to)] },
    { duration: storyMs, easing: ease },
  );
  mark.animate({ opacity: [0, 0] }, { duration: storyMs });
  fading.onfinish = () => ghost.remove();
  journey.onfinish = () => traveller.remove();
}

/** The cell in a drawing of its own above the map. */
function copyOf(root: HTMLElement, mark: SVGGElement, scale: number): SVGSVGElement {
  const drawing = root.ownerDocument.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const copy = mark.cloneNode(true) as SVGGElement;
  copy.setAttribute('transform', `scale(${scale})`);
  copy.removeAttribute('id');
  drawing.setAttribute('class', 'draw draw-traveller');
  drawing.setAttribute('aria-hidden', 'true');
  drawing.append(copy);
  root.append(drawing);
  return drawing;
}
