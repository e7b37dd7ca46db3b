import type { AnswerValue, Control, Question, Speed, WireCommand } from '@vdcsim/protocol';
import { FrameState } from '@vdcsim/protocol';
import { type Library, type OpenLink, ProblemFound } from '../link/library.ts';
import { type Link, Refused, type Request } from '../link/link.ts';
import { receive } from '../state/receive.ts';
import { nextSpeed } from '../state/speeds.ts';
import { Store } from '../state/store.ts';

/** The page's own life: its state, the link that feeds it, and what can be done. */
export class App {
  readonly store = new Store();
  /** Scenarios to choose from, and where a dropped file goes; absent while that is found out. */
  library: Library | undefined = undefined;
  #link: Link | undefined;
  #frames = new FrameState();
  /** What was asked of the clock and has not been told back yet: keys can be pressed faster. */
  #wanted: { readonly isPaused?: boolean; readonly speed?: Speed } = {};

  /** Opens what is shown first. */
  async begin(library: Library, run: string | undefined): Promise<void> {
    this.library = library;
    await this.#open((from) => from.first(run), 'The first scenario');
  }

  /** Watches something; what was watched before is left. */
  watch(open: OpenLink): void {
    this.#link?.close();
    this.#frames = new FrameState();
    const { store } = this;
    const place = this.library?.place ?? 'server';
    this.#link = open({
      message: (message) => {
        if (message.type === 'status') this.#wanted = {};
        receive(store, message);
      },
      frame: (frame) => {
        this.#frames.apply(frame);
        const { tables, timeSeconds, number } = this.#frames;
        const scene = store.inventory.value?.scene;
        if (scene?.storage !== undefined) store.queueTrace.note(scene, tables, timeSeconds);
        store.frame.value = { tables, timeSeconds, number };
      },
      phase: (phase, tries) => {
        store.connection.value = { place, phase, tries };
      },
      restarted: () => store.notify('warning', 'The server was restarted: this run begins anew.'),
    });
    this.#link.select(store.selection.value);
  }

  /** Chooses whose details the inspector tells; null: nobody. */
  select(entity: number | null): void {
    if (entity === this.store.selection.value) return;
    this.store.selection.value = entity;
    this.store.details.value = undefined;
    this.#link?.select(entity);
  }

  /** @throws Refused when the answer is no */
  async ask(question: Question): Promise<AnswerValue | undefined> {
    return await this.#request({ type: 'ask', question });
  }

  /** Steers the clock. A refusal is told over the page. */
  control(control: Control): void {
    this.#granted({ type: 'control', control });
  }

  /** Does something to an entity. A refusal is told over the page. */
  command(command: WireCommand): void {
    this.#granted({ type: 'command', command });
  }

  /** Takes the operator's seat, or leaves it. */
  operate(take: boolean): void {
    this.#granted({ type: 'operate', take });
  }

  pauseOrPlay(): void {
    const isPaused = this.#wanted.isPaused ?? this.store.status.value?.isPaused ?? true;
    this.#wanted = { ...this.#wanted, isPaused: !isPaused };
    this.control({ do: isPaused ? 'resume' : 'pause' });
  }

  changeSpeed(step: -1 | 1): void {
    const speed = this.#wanted.speed ?? this.store.status.value?.speed ?? 1;
    const next = nextSpeed(speed, step);
    this.#wanted = { ...this.#wanted, speed: next };
    if (next !== speed) this.control({ do: 'speed', speed: next });
  }

  /** Runs a scenario of the library in place of what is watched. */
  openShipped(id: string): void {
    this.store.overlay.value = undefined;
    void this.#open((library) => library.begin(id), id);
  }

  /** Runs a file that was dropped or chosen, or shows what is wrong with it. */
  async openFile(file: { readonly name: string; text(): Promise<string> }): Promise<void> {
    this.store.overlay.value = undefined;
    const text = await file.text();
    await this.#open((library) => library.beginFile({ name: file.name, text }), file.name);
  }

  /** Hands out the scenario with what was done by hand, as a file. */
  async saveScenario(): Promise<void> {
    const answer = await this.ask({ what: 'scenario' });
    if (answer?.what !== 'scenario') return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([answer.yaml], { type: 'application/yaml' }));
    link.download = this.store.inventory.value?.scene.file.split('/').at(-1) ?? 'scenario.yaml';
    link.click();
    URL.revokeObjectURL(link.href);
  }

  async #open(begin: (library: Library) => Promise<OpenLink>, file: string): Promise<void> {
    if (this.library === undefined) return;
    try {
      this.watch(await begin(this.library));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const problem =
        error instanceof ProblemFound ? error.problem : { file, diagnostics: [], message };
      this.store.overlay.value = { kind: 'problems', problem };
    }
  }

  async #request(request: Request): Promise<AnswerValue | undefined> {
    if (this.#link === undefined) throw new Refused('LOST', 'Nothing is watched yet.');
    return await this.#link.request(request);
  }

  #granted(request: Request): void {
    this.#request(request).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
      this.#wanted = {};
      if (error.code !== 'NOT_OPERATOR') return this.store.notify('warning', error.message);
      const offer = { title: 'Take control', run: () => this.operate(true) };
      this.store.notify('warning', error.message, offer);
    });
  }
}
