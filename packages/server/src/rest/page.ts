import { existsSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const page = '@vdcsim/visualizer';

/** Where the visualizer is built; undefined where its package is not installed. */
export function builtPageFolder(): string | undefined {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const found = join(folder, 'node_modules', page);
    if (existsSync(join(found, 'package.json'))) return join(found, 'dist/page');
    const parent = dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}

const notBuilt = `The page is not built, so there is nothing to see here.

In a checkout, \`npm run build\` builds it; then load this address again.
The interface for programs is there: /api/health, /api/openapi.json.
`;

/** Serves the visualizer: names with a hash in them may be kept for ever, the page itself not. */
export async function addPage(app: FastifyInstance, folder: string | undefined): Promise<void> {
  if (folder === undefined || !existsSync(join(folder, 'index.html'))) {
    app.get('/', { schema: { hide: true } }, (_request, reply) =>
      reply.code(503).type('text/plain; charset=utf-8').send(notBuilt),
    );
    return;
  }
  await app.register(fastifyStatic, {
    root: folder,
    cacheControl: false,
    setHeaders(reply, path) {
      const isHashed = path.includes(`${sep}assets${sep}`);
      const lasting = 'public, max-age=31536000, immutable';
      reply.header('cache-control', isHashed ? lasting : 'no-cache');
    },
  });
}
