import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page with one script, served on the loopback address until it is closed. */
export interface ServedPage {
  readonly url: string;
  close(): Promise<void>;
}

const page = '<!doctype html><meta charset="utf-8"><title>vdcsim</title><script src="script.js">';

/** Serves `script` in an empty page, on a port that the system chooses. */
export function servePage(script: string): Promise<ServedPage> {
  const server = createServer((request, response) => {
    if (request.url === '/') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(`${page}</script>`);
    } else if (request.url === '/script.js') {
      response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' });
      response.end(script);
    } else {
      response.writeHead(404).end();
    }
  });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve({ url: `http://127.0.0.1:${port}/`, close });
    });
  });
}
