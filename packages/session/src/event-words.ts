import { describeEvent, type Simulation, type SimulationEvent } from '@vdcsim/core';
import type { Tone, WireEvent } from '@vdcsim/protocol';

/** Tells of events in the protocol's form. */
export class EventWords {
  private readonly directory: Simulation['directory'];
  private readonly tones = new Map<string, Tone>();

  constructor(simulation: Simulation) {
    this.directory = simulation.directory;
    for (const { type, tone } of simulation.events.declared) {
      if (tone !== undefined) this.tones.set(type, tone);
    }
  }

  toneOf(type: string): Tone {
    return this.tones.get(type) ?? 'plain';
  }

  wire(event: SimulationEvent): WireEvent {
    const { id, timeSeconds, type, subject, others, cause } = event;
    const tone = this.toneOf(type);
    const words = describeEvent(this.directory, event);
    const told = { id, timeSeconds, type, tone, subject, others, words };
    return cause === undefined ? told : { ...told, cause };
  }
}
