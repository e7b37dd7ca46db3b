import { type Simulation, SimulatorError } from '@vdcsim/core';
import type { AnswerValue, Question } from '@vdcsim/protocol';
import { withCommands } from '@vdcsim/scenario';
import type { EventWords } from './event-words.ts';
import type { History } from './history.ts';
import type { OpenedScenario } from './open-scenario.ts';
import { usualOptions } from './usual-options.ts';

/** What questions are answered from. */
export interface AnswerSource {
  readonly simulation: Simulation;
  readonly history: History;
  readonly words: EventWords;
  readonly opened: OpenedScenario;
}

/** @throws SimulatorError NO_SUCH_NAME, NO_SUCH_EVENT, and what a command throws */
export function answer(question: Question, source: AnswerSource): AnswerValue {
  const { simulation, history, words, opened } = source;
  switch (question.what) {
    case 'history': {
      const { metrics, entity, fromSeconds } = question;
      nameOf(simulation, entity);
      return { what: 'history', series: history.series(metrics, entity, fromSeconds) };
    }
    case 'why': {
      const { entity } = question;
      const { atSeconds, parts } = simulation.why(nameOf(simulation, entity));
      const told = parts.map(({ topic, lines }) => ({ topic, lines }));
      return { what: 'why', explained: { entity, atSeconds, parts: told } };
    }
    case 'causes': {
      const chain = simulation.events.causesOf(question.event);
      if (chain.length === 0) {
        const message = `event ${question.event} is not kept, or has not happened`;
        throw new SimulatorError('NO_SUCH_EVENT', message);
      }
      const events = [...chain].reverse().map((event) => words.wire(event));
      return { what: 'causes', events };
    }
    case 'preview': {
      const { verb, of } = question.command;
      return {
        what: 'preview',
        lines: simulation.preview({ verb, of, options: usualOptions(verb) }),
      };
    }
    case 'scenario':
      return { what: 'scenario', yaml: scenarioOf(simulation, opened) };
  }
}

/** @throws SimulatorError NO_SUCH_NAME */
function nameOf(simulation: Simulation, entity: number): string {
  const row = simulation.directory.all()[entity];
  if (row !== undefined) return row.name;
  throw new SimulatorError('NO_SUCH_NAME', `no entity has the number ${entity}`);
}

/** The scenario that does what was done to the run. */
function scenarioOf(simulation: Simulation, opened: OpenedScenario): string {
  const { seed, scenario, commandLog } = simulation;
  const commands = commandLog.map(({ atSeconds, command }) => {
    return { atSeconds, verb: command.verb, of: command.of ?? '' };
  });
  return withCommands(opened.text, seed === scenario.seed ? { commands } : { commands, seed });
}
