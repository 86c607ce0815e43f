/** What stands in front of the replicas: nginx where the computer has it, else a few lines that pass requests on in the same way. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

export interface Balancer {
  /** The socket that it listens on. */
  readonly socketPath: string;
  close(): Promise<void>;
}

const nginx = ['/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/sbin/nginx'].find((path) => existsSync(path));

export const balancerName = nginx === undefined ? 'a proxy' : 'nginx';

/** Sends one request after the other to one port after the other; to the next where one is not there, or says that it is shutting down. */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const home = mkdtempSync(join(tmpdir(), 'sessiongraph-balancer-'));
  const socketPath = join(home, 'http.sock');
  const stop =
    nginx === undefined ? await startProxy(ports, socketPath) : await startNginx(nginx, ports, home);
  return {
    socketPath,
    async close() {
      await stop();
      rmSync(home, { recursive: true });
    },
  };
}

async function startNginx(program: string, ports: readonly number[], home: string) {
  for (const folder of ['body', 'proxy']) mkdirSync(join(home, folder));
  const configuration = `
    daemon off;
    pid nginx.pid;
    error_log stderr crit;
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    worker_processes 1;
    events {}
    http {
      access_log off;
      client_body_temp_path body;
      proxy_temp_path proxy;
      upstream replicas {
        ${ports.map((port) => `server 127.0.0.1:${port} max_fails=0;`).join('\n        ')}
        keepalive 16;
      }
      server {
        listen unix:${home}/http.sock;
        location / {
          proxy_pass http://replicas;
          proxy_http_version 1.1;
          proxy_set_header connection "";
          proxy_next_upstream error http_503 non_idempotent;
        }
      }
    }`;
  writeFileSync(join(home, 'nginx.conf'), configuration);
  const child = spawn(program, ['-p', home, '-e', 'stderr', '-c', join(home, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  while (!existsSync(join(home, 'http.sock'))) {
    if (child.exitCode !== null) throw new Error('nginx did not start');
    await wait(10);
  }
  return async () => {
    child.kill('SIGTERM');
    await ended;
  };
}

async function startProxy(ports: readonly number[], socketPath: string) {
  let turn = 0;
  async function pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    turn += 1;
    for (const [tried] of ports.entries()) {
      const port = ports[(turn + tried) % ports.length];
      const { method, url: path, headers } = incoming;
      const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: false });
      outgoing.end(body);
      const answer = await answerOf(outgoing);
      if (answer === null || answer.statusCode === 503) continue;
      response.writeHead(answer.statusCode ?? 502, answer.headers).end(await buffer(answer));
      return;
    }
    response.writeHead(502).end();
  }
  const server = createServer((incoming, response) => void pass(incoming, response));
  server.listen(socketPath);
  await once(server, 'listening');
  return async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
}

/** Null where the connection failed. */
async function answerOf(outgoing: ReturnType<typeof request>): Promise<IncomingMessage | null> {
  try {
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    return answer;
  } catch {
    return null;
  }
}
