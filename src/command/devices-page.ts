/** The pages that `packages/devices` builds, as a configuration and as the demo show them. */
import type { Config } from '../config/config.ts';
import { ConfigError } from '../config/config.ts';
import { openPages, type Pages, rootFrom } from '../server/doors/pages/page.ts';

/** Built when the development tools are installed, and packed with the server. */
const built = new URL('../../packages/devices/dist/page/', import.meta.url);

/** What people call it, where GraphiQL links to it. */
const name = 'Devices page';

/**
 * The demo's page at `/` and the live example of docs/devices.md at `/example`; null where they are not built.
 * @param settings what both are told.
 */
export function openDemoPages(settings: object, directory = built): Promise<Pages | null> {
  return openPages(directory, name, [
    { path: '/', file: 'index.html', settings },
    { path: '/example', file: 'example.html', settings },
  ]);
}

/** The page of a configuration; null where it has none, and where nobody signs in. Rejects with a `ConfigError` where it is not built. */
export async function openConfiguredPage(
  { page, auth }: Pick<Config, 'page' | 'auth'>,
  directory = built,
): Promise<Pages | null> {
  if (page === undefined || auth === undefined) return null;
  const { path, oidc, changePasswordUrl, reportUrl, locale } = page;
  const settings = {
    served: { endpoint: `${rootFrom(path)}graphql`, oidc, changePasswordUrl, reportUrl, locale },
  };
  const connectTo = new URL(oidc.issuer).origin;
  const pages = await openPages(directory, name, [{ path, file: 'index.html', settings, connectTo }]);
  if (pages === null) {
    throw new ConfigError([
      'page: this installation has no page; install it with development tools, or leave page out',
    ]);
  }
  return pages;
}
