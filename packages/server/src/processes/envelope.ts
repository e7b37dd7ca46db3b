/** What goes to a child process: a question whether it is alive, or a request of its trade. */
export type ToChild<Request> = { readonly ping: number } | { readonly request: Request };

/** What comes from it. */
export type FromChild<Reply> = { readonly pong: number } | { readonly reply: Reply };

/** Environment variable with the largest memory of a child, bytes. */
export const mostBytesVariable = 'VDCSIM_CHILD_BYTES';
