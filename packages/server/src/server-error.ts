/** A refusal: what was asked for is not granted, and the message says why in words for people. */
export class ServerError extends Error {
  override readonly name = 'ServerError';
  /** Key of `serverErrors`, or a code of the simulator or the protocol. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }

  /** Any error as one of these; what is none is a defect of ours. */
  static of(error: unknown): ServerError {
    if (error instanceof ServerError) return error;
    return new ServerError('DEFECT', error instanceof Error ? error.message : String(error));
  }

  /** Status of the HTTP answer. What other parts refuse is the asker's mistake: 400. */
  get status(): number {
    return serverErrors.find(({ code }) => code === this.code)?.status ?? 400;
  }
}

/** A row of the error reference. */
export interface ServerErrorRow {
  readonly code: string;
  /** Status of the HTTP answer that carries it. */
  readonly status: number;
  readonly doc: string;
  readonly remedy: string;
}

/** The codes that the server itself refuses with. */
export const serverErrors: readonly ServerErrorRow[] = [
  {
    code: 'BAD_REQUEST',
    status: 400,
    doc: 'A request to the server is not of the form that it should have.',
    remedy: 'The message names the part; openapi.json has the form.',
  },
  {
    code: 'TOKEN_NEEDED',
    status: 401,
    doc: 'The server asks for a token, and it is missing or wrong.',
    remedy: 'Open the address that `vdcsim serve` printed, with `#token=...` in it.',
  },
  {
    code: 'BAD_ORIGIN',
    status: 403,
    doc: 'A page of another origin asked, or the server was called by a strange name.',
    remedy: 'Open the page from the address that `vdcsim serve` printed.',
  },
  {
    code: 'NOT_OPERATOR',
    status: 403,
    doc: 'Only the operator of a run may steer it.',
    remedy: 'Take the seat when it is free; over HTTP, send the key of the run.',
  },
  {
    code: 'NO_SUCH_PLACE',
    status: 404,
    doc: 'The server has nothing at this address.',
    remedy: 'See docs/reference/server.md for the addresses.',
  },
  {
    code: 'NO_SUCH_SCENARIO',
    status: 404,
    doc: 'The catalogue has no scenario of this id.',
    remedy: 'GET /api/scenarios lists them.',
  },
  {
    code: 'NO_SUCH_RUN',
    status: 404,
    doc: 'There is no run of this id, or it has ended.',
    remedy: 'GET /api/runs lists them.',
  },
  {
    code: 'SEAT_TAKEN',
    status: 409,
    doc: 'Somebody else operates the run, or has its key.',
    remedy: 'Wait until the seat is free, or create a run of your own.',
  },
  {
    code: 'RUN_BROKEN',
    status: 409,
    doc: 'The run met a defect or a limit, and cannot go on.',
    remedy: 'Restart it, or create another; the reason was told when it broke.',
  },
  {
    code: 'TOO_LARGE',
    status: 413,
    doc: 'The body of a request is larger than allowed.',
    remedy: 'A scenario may have 2 MiB: use ranges of names and templates.',
  },
  {
    code: 'BAD_SCENARIO',
    status: 422,
    doc: 'The scenario has mistakes.',
    remedy: 'They are listed with their positions.',
  },
  {
    code: 'TOO_OFTEN',
    status: 429,
    doc: 'More requests or messages came than are allowed.',
    remedy: 'Wait a little, and send fewer.',
  },
  {
    code: 'DEFECT',
    status: 500,
    doc: 'The server met a defect of its own.',
    remedy: 'Report it with the message.',
  },
  {
    code: 'TOO_MANY_RUNS',
    status: 503,
    doc: 'As many runs as there may be are being watched.',
    remedy: 'Delete one, or wait until one is finished or nobody watches it.',
  },
  {
    code: 'TOO_BUSY',
    status: 503,
    doc: 'Too many scenarios wait to be checked, or too many viewers watch.',
    remedy: 'Try again in a little while.',
  },
  {
    code: 'TOO_SLOW',
    status: 504,
    doc: 'A scenario did not come back within the time that it may take.',
    remedy: 'Make it smaller; if it is small, report it.',
  },
  {
    code: 'OUT_OF_MEMORY',
    status: 507,
    doc: 'A scenario needed more memory than it may.',
    remedy: 'Make it smaller, or give runs more: `vdcsim serve --memory 4096`.',
  },
];
