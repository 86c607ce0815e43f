// Takes the engines of packages out of the lock file. npm compares them with the Node that it runs on itself, warns, and leaves optional
// packages out; what is installed here runs on the Node that comes with it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
if (existsSync(file)) {
  const text = readFileSync(file, 'utf8');
  const lock = JSON.parse(text);
  for (const [path, entry] of Object.entries(lock.packages))
    if (path.includes('node_modules/')) delete entry.engines;
  const written = `${JSON.stringify(lock, null, 2)}\n`;
  if (written !== text) writeFileSync(file, written);
}
