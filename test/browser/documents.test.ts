import { readFile } from 'node:fs/promises';
import { generate } from '@graphql-codegen/cli';
import { expect, test } from 'vitest';
import config from '../../packages/devices/codegen.ts';

test('the devices page’s types and documents are current; after a change run "npm run generate"', async () => {
  const files: readonly { filename: string; content: string }[] = await generate(
    { ...config, silent: true },
    false,
  );
  expect(files.length).toBeGreaterThan(0);
  for (const { filename, content } of files) {
    expect(await readFile(filename, 'utf8'), filename).toBe(content);
  }
});
