import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type FromChild, mostBytesVariable, type ToChild } from './envelope.ts';

/** Why a child process ended by itself, or was ended. */
export interface Ending {
  readonly code: 'TOO_SLOW' | 'OUT_OF_MEMORY' | 'DEFECT';
  /** What it said last, for a report. */
  readonly detail: string;
}

export interface ChildOptions<Reply> {
  /** Module that the process runs. */
  readonly program: URL;
  /** Of its heap; half as much again may be used in all. */
  readonly memoryMiB: number;
  onReply(reply: Reply): void;
  /** Called once, and not when `end` was called before. */
  onEnd(ending: Ending): void;
}

const keptStderrCharacters = 4000;

/**
 * A process of ours that may take time and memory, but not from others. It is asked every second
 * whether it is alive; a beat is counted and not the clock, so that a machine which slept blames
 * nobody.
 */
export class Child<Request, Reply> {
  /** Beats that may go by without an answer, from the next beat on. */
  allowedSeconds: number;
  private readonly process: ChildProcess;
  private readonly options: ChildOptions<Reply>;
  private readonly heart: NodeJS.Timeout;
  private silentBeats = 0;
  private isSilent = false;
  private isTooSlow = false;
  private isEnded = false;
  private stderr = '';

  constructor(options: ChildOptions<Reply>, allowedSeconds: number) {
    this.options = options;
    this.allowedSeconds = allowedSeconds;
    this.process = start(options.program, options.memoryMiB);
    this.process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr = (this.stderr + text).slice(-keptStderrCharacters);
    });
    this.process.on('message', (message: FromChild<Reply>) => this.take(message));
    this.process.on('close', (code, signal) => this.closed(code, signal));
    this.process.on('error', (error) => {
      this.stderr += String(error);
      this.process.kill('SIGKILL');
    });
    this.heart = setInterval(() => this.beat(), 1000);
    this.heart.unref();
  }

  post(request: Request): void {
    this.send({ request });
  }

  /** Ends the process at once; nothing is told any more. */
  end(): void {
    this.isEnded = true;
    clearInterval(this.heart);
    this.process.kill('SIGKILL');
  }

  private take(message: FromChild<Reply>): void {
    if (this.isEnded) return;
    if ('pong' in message) this.isSilent = false;
    else this.options.onReply(message.reply);
  }

  private beat(): void {
    if (this.isSilent) {
      this.silentBeats++;
      if (this.silentBeats < this.allowedSeconds) return;
      this.isTooSlow = true;
      this.process.kill('SIGKILL');
      return;
    }
    this.silentBeats = 0;
    this.isSilent = true;
    this.send({ ping: 0 });
  }

  /** A process that is about to end takes nothing more; its end is told by itself. */
  private send(message: ToChild<Request>): void {
    if (this.process.connected) this.process.send(message, () => {});
  }

  private closed(code: number | null, signal: NodeJS.Signals | null): void {
    clearInterval(this.heart);
    if (this.isEnded) return;
    this.isEnded = true;
    this.options.onEnd(this.endingOf(code, signal));
  }

  private endingOf(code: number | null, signal: NodeJS.Signals | null): Ending {
    const detail = this.stderr.trim() || `the process ended with ${signal ?? code}`;
    if (this.isTooSlow) return { code: 'TOO_SLOW', detail };
    if (/out of memory/i.test(this.stderr)) return { code: 'OUT_OF_MEMORY', detail };
    // A system that runs out of memory kills without a word.
    if (signal === 'SIGKILL') return { code: 'OUT_OF_MEMORY', detail };
    return { code: 'DEFECT', detail };
  }
}

function start(program: URL, memoryMiB: number): ChildProcess {
  const bytes = Math.round(memoryMiB * 1.5 * 1024 * 1024);
  return fork(fileURLToPath(program), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [`--max-old-space-size=${memoryMiB}`, ...loaderOf(program)],
    env: { ...process.env, NODE_OPTIONS: '', [mostBytesVariable]: String(bytes) },
  });
}

/** During development modules are TypeScript, and packages lead to their sources. */
function loaderOf(program: URL): string[] {
  if (!program.pathname.endsWith('.ts')) return [];
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx'));
  return ['--conditions=development', '--import', loader.href];
}
