/** For tests: an answer as it came, at noon. */
import type { UpstreamResponse } from './upstream.ts';

export function answerWith(
  headers: Readonly<Record<string, string>>,
  status = 200,
  text = '{}',
): UpstreamResponse {
  return {
    status,
    header: (name) => headers[name] ?? null,
    headerNames: () => Object.keys(headers),
    text,
    noteMalformed: () => {},
    isRepeat: false,
    refusedUntil: null,
    json: () => JSON.parse(text),
    receivedAt: Date.parse('2026-11-20T12:00:00Z'),
  };
}
