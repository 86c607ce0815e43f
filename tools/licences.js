import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The licences of the packages that a bundle holds, as they ask to be passed on with it. Throws where a package has none. */
export function collectLicences(root, output) {
  const modules = output.flatMap((file) => Object.keys(file.modules ?? {}));
  const packages = new Set(
    modules.flatMap((id) => /.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []),
  );
  return [...packages]
    .filter((path) => path.startsWith(root) && existsSync(join(path, 'package.json')))
    .toSorted()
    .map((path) => {
      const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
      if (typeof license !== 'string') throw new Error(`${name} says nothing of its licence`);
      const file = readdirSync(path).find((entry) => /^licen[cs]e/i.test(entry));
      const text = file === undefined ? '' : `\n\n${readFileSync(join(path, file), 'utf8').trim()}`;
      return `${name} ${version}: ${license}${text}`;
    })
    .join('\n\n----\n\n')
    .concat('\n');
}
