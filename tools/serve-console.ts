import { join } from 'node:path';
import { createServer } from 'vite';

/** Serves the console from its sources, with every change at once; the API is that of a running Mingfa. */
export async function serveConsole(
  home: string,
  { api, port }: { readonly api: string; readonly port: string },
): Promise<void> {
  const server = await createServer({
    configFile: join(home, 'console/vite.config.ts'),
    server: { port: Number(port), strictPort: true, proxy: { '/api': api } },
  });
  await server.listen();
  console.log(`http://127.0.0.1:${port}/console/`);
}
