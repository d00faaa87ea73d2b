// Figures for Prometheus, in its text format. No label holds an id, a name or an address.

import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance } from 'fastify';

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

type Route = { readonly counts: number[]; count: number; seconds: number };

/** A figure read when it is asked for. */
export type Gauge = {
  readonly name: string;
  readonly help: string;
  readonly value: () => number | null;
};

/** Counts the requests of a server. */
export class RequestFigures {
  readonly #routes = new Map<string, Route>();
  readonly #delay = monitorEventLoopDelay({ resolution: 20 });

  /** Counts from now on. */
  watch(app: FastifyInstance): void {
    this.#delay.enable();
    app.addHook('onResponse', (request, reply, done) => {
      const { url = 'unknown' } = request.routeOptions;
      this.#count(`${request.method} ${reply.statusCode} ${url}`, reply.elapsedTime / 1000);
      done();
    });
    app.addHook('onClose', async () => {
      this.#delay.disable();
    });
  }

  #count(key: string, seconds: number): void {
    const route = this.#routes.get(key) ?? {
      counts: buckets.map(() => 0),
      count: 0,
      seconds: 0,
    };
    this.#routes.set(key, route);
    route.count += 1;
    route.seconds += seconds;
    for (let at = buckets.length - 1; at >= 0 && seconds <= (buckets[at] ?? 0); at -= 1)
      route.counts[at] = (route.counts[at] ?? 0) + 1;
  }

  /** All figures as text. */
  text(gauges: readonly Gauge[]): string {
    const name = 'mingfa_http_request_seconds';
    const lines = [`# HELP ${name} Time to answer a request.`, `# TYPE ${name} histogram`];
    for (const [key, { counts, count, seconds }] of this.#routes) {
      const labels = labelsOf(key);
      for (const [index, bucket] of buckets.entries())
        lines.push(`${name}_bucket{${labels},le="${bucket}"} ${counts[index] ?? 0}`);
      lines.push(
        `${name}_bucket{${labels},le="+Inf"} ${count}`,
        `${name}_sum{${labels}} ${seconds}`,
        `${name}_count{${labels}} ${count}`,
      );
    }
    for (const gauge of [...this.#process(), ...gauges]) {
      const value = gauge.value();
      if (value === null) continue;
      lines.push(`# HELP ${gauge.name} ${gauge.help}`, `# TYPE ${gauge.name} gauge`);
      lines.push(`${gauge.name} ${value}`);
    }
    return `${lines.join('\n')}\n`;
  }

  #process(): readonly Gauge[] {
    return [
      {
        name: 'process_resident_memory_bytes',
        help: 'Memory of the server process.',
        value: () => process.memoryUsage.rss(),
      },
      {
        name: 'process_uptime_seconds',
        help: 'Time since the start of the server process.',
        value: () => process.uptime(),
      },
      {
        name: 'mingfa_event_loop_delay_p99_seconds',
        help: 'How late the event loop runs.',
        value: () => this.#delay.percentile(99) / 1e9,
      },
    ];
  }
}

/** Labels of what is counted under a key: method, status and address of the route. */
function labelsOf(key: string): string {
  const [method, status, ...url] = key.split(' ');
  return `method="${method}",route="${label(url.join(' '))}",status="${status}"`;
}

function label(text: string): string {
  return text
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('"', String.raw`\"`)
    .replaceAll('\n', ' ');
}
