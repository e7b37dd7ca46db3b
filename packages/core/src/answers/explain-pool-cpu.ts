import type { World } from '../inventory/world.ts';
import type { ExplanationPart, Subject } from './explanation.ts';
import { counted, decimal, listed, mhz } from './words.ts';

/** Explains the CPU of resource pools: claims, use, and whom its limit holds back. */
export function explainPoolCpu(world: World, subject: Subject): ExplanationPart | undefined {
  if (subject.kind !== 'pool') return undefined;
  const reading = (name: string): number => world.metrics.metric(name)?.value(subject.index) ?? 0;
  const demandMHz = reading('pool.cpu.demandMHz');
  const usedMHz = reading('pool.cpu.usedMHz');
  const { shares, reservationMHz, limitMHz } = subject.cpu;
  const bound = world.vms.filter((vm) => {
    const now = world.bindings.current(vm.index);
    return now?.word === 'pool' && now.entity === subject.id;
  });
  const borrows = subject.expandable ? 'may borrow from above' : 'borrows nothing';
  const lines = [
    `${subject.name} stands on ${(subject.parent ?? subject.owner).name}: ` +
      `${decimal(shares)} shares, reservation ${mhz(reservationMHz)} ` +
      `(${mhz(subject.reservedMHz)} promised inside, ${borrows}), ${limitWords(limitMHz)}.`,
    `CPU: its VMs want ${mhz(demandMHz)} and use ${mhz(usedMHz)}.`,
  ];
  if (bound.length > 0) {
    const names = bound.slice(0, 5).map((vm) => vm.name);
    if (bound.length > 5) names.push(counted(bound.length - 5, 'other VM'));
    lines.push(`Its limit holds back ${listed(names)}.`);
  }
  return {
    topic: 'cpu',
    facts: {
      ...{ demandMHz, usedMHz, shares, reservationMHz, reservedMHz: subject.reservedMHz },
      limitMHz: Number.isFinite(limitMHz) ? limitMHz : null,
      expandable: subject.expandable,
      boundVms: bound.map((vm) => vm.name),
    },
    lines,
  };
}

function limitWords(limitMHz: number): string {
  return Number.isFinite(limitMHz) ? `limit ${mhz(limitMHz)}` : 'no limit';
}
