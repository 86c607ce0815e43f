import { generate } from '@graphql-codegen/cli';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import config from '../../codegen.ts';

test('test/generated is current; after a change run "npm run generate"', async () => {
  const files: readonly { filename: string; content: string }[] = await generate(
    { ...config, silent: true },
    false,
  );
  expect(files.length).toBeGreaterThan(0);
  for (const { filename, content } of files) {
    expect(await readFile(filename, 'utf8'), filename).toBe(content);
  }
});
