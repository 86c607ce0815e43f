/** With microseconds, as in Seam's examples; they vary by resource, so that nobody relies on their being zero. @param ms epoch milliseconds. */
export function timestamp(ms: number, id: string): string {
  const micros = String(Number.parseInt(id.slice(-3), 16) % 1000).padStart(3, '0');
  return new Date(ms).toISOString().replace('Z', `${micros}Z`);
}
