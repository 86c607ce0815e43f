/** Whether every stack gives the same answer, so that the same work is measured. */
import { ask } from './ask.ts';
import { serviceHeaders } from './guards.ts';
import type { RunningServer } from './processes.ts';
import type { Question } from './questions.ts';
import type { Stack } from './stacks.ts';

export interface RunningStack {
  readonly stack: Stack;
  readonly server: RunningServer;
}

/** Compares the bytes of `data` for some bodies, but for cursors, which each stack makes in its own way. Rejects at a difference. */
export async function checkAnswers(question: Question, running: readonly RunningStack[]): Promise<void> {
  for (const body of question.bodies.slice(0, 20)) {
    const answers = await Promise.all(running.map(({ server }) => dataOf(server, body)));
    const [expected = []] = answers;
    for (const [index, { stack }] of running.entries()) {
      const lines = answers[index] ?? [];
      const line = lines.findIndex((text, number) => text !== expected[number]);
      if (line === -1 && lines.length === expected.length) continue;
      throw new Error(
        `${stack.title} answers ${question.name} otherwise than ${running[0]?.stack.title}: ${lines[line]} instead of ${expected[line]}`,
      );
    }
  }
}

/** In lines, so that a difference can be shown. */
async function dataOf(server: RunningServer, body: string): Promise<readonly string[]> {
  const { data, text } = await ask(server.url, body, serviceHeaders);
  if (data === null) throw new Error(`${server.url} answers ${text}`);
  return JSON.stringify(data, null, 1)
    .replaceAll(/"endCursor": "[\w=-]+"/g, '"endCursor": "…"')
    .split('\n');
}
