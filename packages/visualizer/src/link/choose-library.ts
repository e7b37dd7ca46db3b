import { PageLibrary } from './page-library.ts';
import { ServerLibrary } from './server-library.ts';

/**
 * The server that the page came from, if it came from one, else the page itself.
 * @param base address of the page
 */
export async function chooseLibrary(
  base: URL,
  token: string | undefined,
): Promise<ServerLibrary | PageLibrary> {
  const server = new ServerLibrary(base, token);
  if (await server.isThere()) return server;
  return new PageLibrary(new URL('scenarios.json', base));
}
