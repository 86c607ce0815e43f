import { access, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { hashOfPictured, pictureNames, pictures } from './pictured.ts';

test('the pictures are of the pages as they are now: else `npm run pictures` takes them anew', async () => {
  expect(JSON.parse(await readFile(pictures, 'utf8'))).toEqual({ sources: await hashOfPictured() });
});

test.each(pictureNames)('%s is in a page of documentation', async (name) => {
  await access(new URL(name, pictures));
  const pages = await Promise.all(
    ['../README.md', 'queries.md'].map((page) => readFile(new URL(page, pictures), 'utf8')),
  );
  expect(pages.join('\n')).toContain(`${name})`);
});
