/** The product alone before its upstreams, for a measurement. */
import type { RunningServer } from '../processes.ts';
import { type ProductOptions, startProduct } from '../product.ts';
import type { RunningUpstream } from '../upstreams/start.ts';

/** Starts the product over the upstream, and stops both after `measure`. */
export async function withProduct<Result>(
  upstream: RunningUpstream,
  product: ProductOptions,
  measure: (server: RunningServer) => Promise<Result>,
): Promise<Result> {
  try {
    const server = await startProduct(product);
    try {
      return await measure(server);
    } finally {
      await server.stop();
    }
  } finally {
    await upstream.stop();
  }
}

/** CPU of the server's process during `work`, in milliseconds. */
export async function cpuMsOf(server: RunningServer, work: () => Promise<unknown>): Promise<number> {
  const before = await server.usage();
  await work();
  return (await server.usage()).cpuMs - before.cpuMs;
}
