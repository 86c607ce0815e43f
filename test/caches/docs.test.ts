import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');

test.each(['graphcache', 'relay', 'apollo'])(
  'docs/frontend.md shows %s.ts as it is tried here',
  async (name) => {
    expect(await read('../../docs/frontend.md')).toContain(`\`\`\`ts\n${await read(`./${name}.ts`)}\`\`\``);
  },
);
