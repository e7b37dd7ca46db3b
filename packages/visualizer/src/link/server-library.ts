import type { FileDiagnostic } from '../state/problems.ts';
import {
  type DroppedFile,
  type Library,
  type OpenLink,
  ProblemFound,
  type Shipped,
} from './library.ts';
import { SocketLink } from './socket-link.ts';

/** A server's answer to a request that it does not grant. */
interface Refusal {
  readonly message?: string;
}

interface Checked {
  readonly valid: boolean;
  readonly diagnostics: readonly {
    readonly severity: 'error' | 'warning';
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly code: string;
    readonly message: string;
    readonly remedy: string;
    readonly sourceLine: string;
  }[];
}

/** Scenarios and runs of a server. */
export class ServerLibrary implements Library {
  readonly place = 'server';
  readonly #base: URL;
  readonly #token: string | undefined;

  /**
   * @param base address below which the server's `api` and `ws` lie
   * @param token secret of a server that is open to others
   */
  constructor(base: URL, token?: string) {
    this.#base = base;
    this.#token = token;
  }

  /** Whether a server answers at all. */
  async isThere(): Promise<boolean> {
    try {
      const response = await fetch(new URL('api/health', this.#base), { headers: this.#headers() });
      return (response.headers.get('content-type') ?? '').includes('json');
    } catch {
      return false;
    }
  }

  first(run: string | undefined): Promise<OpenLink> {
    return Promise.resolve(this.#open(run));
  }

  #open(run: string | undefined): OpenLink {
    const url = new URL('ws', this.#base);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    if (this.#token !== undefined) url.searchParams.set('token', this.#token);
    const place = run === undefined ? { url: url.href } : { url: url.href, run };
    return (listener) => new SocketLink(place, listener);
  }

  async list(): Promise<readonly Shipped[]> {
    const { scenarios } = (await this.#ask('api/scenarios')) as {
      scenarios: readonly (Omit<Shipped, 'problem'> & { problem: string | null })[];
    };
    return scenarios.map(({ id, name, about, problem }) =>
      problem === null ? { id, name, about } : { id, name, about, problem },
    );
  }

  async begin(id: string): Promise<OpenLink> {
    const body = JSON.stringify({ scenario: id });
    return this.#open(await this.#run({ body, type: 'application/json' }));
  }

  async beginFile({ name, text }: DroppedFile): Promise<OpenLink> {
    const sent = { body: text, type: 'application/yaml' };
    const query = `?file=${encodeURIComponent(name)}`;
    const checked = (await this.#ask(`api/validate${query}`, sent)) as Checked;
    if (!checked.valid) throw new ProblemFound(problemOf(name, checked));
    return this.#open(await this.#run(sent, query));
  }

  async #run(sent: { body: string; type: string }, query = ''): Promise<string> {
    const { run } = (await this.#ask(`api/runs${query}`, sent)) as { run: string };
    return run;
  }

  async #ask(path: string, sent?: { body: string; type: string }): Promise<unknown> {
    const headers = this.#headers();
    if (sent !== undefined) headers.set('content-type', sent.type);
    const request = sent === undefined ? { headers } : { headers, method: 'POST', body: sent.body };
    const response = await fetch(new URL(path, this.#base), request);
    const answer: unknown = await response.json();
    if (response.ok) return answer;
    const { message } = answer as Refusal;
    throw new Error(message ?? `The server answers ${response.status}.`);
  }

  #headers(): Headers {
    const headers = new Headers();
    if (this.#token !== undefined) headers.set('authorization', `Bearer ${this.#token}`);
    return headers;
  }
}

function problemOf(file: string, { diagnostics }: Checked): ProblemFound['problem'] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const told = errors.map(
    ({ message, sourceLine, ...place }): FileDiagnostic => ({
      ...{ file: place.file, line: place.line, column: place.column, code: place.code },
      ...{ what: message, remedy: place.remedy, text: sourceLine },
    }),
  );
  return { file, diagnostics: told, message: `${file} cannot be run.` };
}
