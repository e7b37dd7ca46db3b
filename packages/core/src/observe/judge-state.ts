import type {
  ExpectationResult,
  ExpectedEntity,
  Judge,
  JudgedRun,
  ResolvedExpectation,
} from './expectation-types.ts';
import { marginOf } from './judge.ts';
import { wordBounds, wordInstant, wordOf, wordQuantity } from './wording.ts';

type StateWord = string | number | undefined;

/** Judges a state of each entity at an instant; without one, at the end. */
export class StateJudge implements Judge {
  private readonly resolved: ResolvedExpectation;
  private readonly run: JudgedRun;
  private readonly entities: readonly ExpectedEntity[];
  private wordsAt: readonly StateWord[] | undefined;

  constructor(resolved: ResolvedExpectation, run: JudgedRun) {
    this.resolved = resolved;
    this.run = run;
    this.entities = resolved.entities ?? [];
    const { atSeconds } = resolved.expectation;
    if (atSeconds !== undefined) {
      run.schedule(atSeconds, () => {
        this.wordsAt = this.words();
      });
    }
  }

  result(): ExpectationResult {
    const { expectation } = this.resolved;
    const { state, of, atSeconds } = expectation;
    const words = atSeconds === undefined ? this.words() : this.wordsAt;
    const at = atSeconds === undefined ? '' : ` at ${wordInstant(atSeconds)}`;
    const asked = `${state}${wordOf(of)}${at}: ${wordBounds(expectation, '')}`;
    if (words === undefined || words.length === 0) {
      const reason =
        words === undefined ? `the run did not get to${at.slice(3)}` : 'there is no such entity';
      return this.outcome(false, undefined, undefined, `${asked}; ${reason}`);
    }
    const failed = words.findIndex((word) => !this.meets(word));
    const decided = Math.max(failed, 0);
    const name = this.entities[decided]!.name;
    const word = words[decided];
    const all = failed < 0 && words.length > 1 ? ` and all ${words.length - 1} others` : '';
    const found = word === undefined ? 'nothing' : wordQuantity(word, '');
    return this.outcome(failed < 0, word, name, `${asked}; found ${found} (${name}${all})`);
  }

  private outcome(
    pass: boolean,
    measured: StateWord,
    worst: string | undefined,
    message: string,
  ): ExpectationResult {
    const { expectation } = this.resolved;
    const entityCount = this.entities.length;
    return { expectation, pass, measured, unit: '', worst, entityCount, message };
  }

  private meets(word: StateWord): boolean {
    const { expectation } = this.resolved;
    if (typeof expectation.equals === 'string') return String(word) === expectation.equals;
    return typeof word === 'number' && marginOf(word, expectation) >= 0;
  }

  private words(): readonly StateWord[] {
    const state = this.resolved.expectation.state ?? '';
    return this.entities.map((entity) => this.run.stateOf(state, entity.id));
  }
}
