const buckets = 10;
const bucketMs = 1000;

/** What was added in the last ten seconds, in ten buckets of one second: it counts for at least nine seconds, and never for more than ten. */
export class RollingSum {
  readonly #buckets = new Float64Array(buckets);
  /** Which second of the clock the newest bucket is. */
  #newest = 0;
  #sum = 0;

  /** @param atMs a clock in milliseconds that never goes back. */
  add(amount: number, atMs: number): void {
    this.#forget(atMs);
    const index = this.#newest % buckets;
    this.#buckets[index] = (this.#buckets[index] ?? 0) + amount;
    this.#sum += amount;
  }

  at(atMs: number): number {
    this.#forget(atMs);
    return this.#sum;
  }

  clear(): void {
    this.#buckets.fill(0);
    this.#sum = 0;
  }

  #forget(atMs: number): void {
    const second = Math.floor(atMs / bucketMs);
    const passed = second - this.#newest;
    // A moment that was read a little earlier than another's counts as the newest.
    if (passed <= 0) return;
    if (passed >= buckets) this.clear();
    for (let back = 0; back < passed && back < buckets; back += 1) {
      const index = (second - back) % buckets;
      this.#sum -= this.#buckets[index] ?? 0;
      this.#buckets[index] = 0;
    }
    this.#newest = second;
  }
}
