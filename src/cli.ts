// Every command of `mingfa`. The only place that looks at the environment.

import { resolve } from 'node:path';
import { run } from './cli/program.ts';

// A reader such as `head` may leave before everything is written.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await run(
  process.argv.slice(2),
  process.env,
  resolve(import.meta.dirname, '..'),
);
