/** A real browser: the system's Chromium or Chrome, which nothing is downloaded for but from Debian itself. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Rejects, with what to do, where there is no browser: a story that was not told must not look like one that went well. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? findChromium() ?? installOnDebian();
  if (executablePath === null) {
    throw new Error(
      'The browser tests need Chromium or Chrome: install it ("apt-get install chromium", "brew install --cask chromium"), or name it in CHROMIUM_PATH.',
    );
  }
  return chromium.launch({
    executablePath,
    args: [
      // Chromium has no sandbox for root, as in most containers.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-dev-shm-usage',
      '--no-first-run',
    ],
  });
}

function findChromium(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const files = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return files.find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where it may: as root on Debian and what descends from it. @returns null elsewhere. */
function installOnDebian(): string | null {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return null;
  const install =
    'command -v chromium || { apt-get update && apt-get install --yes --no-install-recommends chromium; }';
  // Test files run side by side, and only one of them can install.
  execFileSync('flock', [join(tmpdir(), 'sessiongraph-chromium.lock'), 'sh', '-c', install], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return findChromium();
}
