/** JSON by POST, as GraphQL's clients send it: read and written on node's own request and response, which takes half of yoga's time. */
import type { ServerResponse } from 'node:http';
import type { Answer, Origin } from '../operations/operations.ts';
import { parametersOfBody } from '../operations/parameters.ts';
import { headersOf, type MediaType, statusOf } from '../operations/result.ts';

/** What clients say that they accept, and the type that yoga chooses for them. Whoever says anything else is answered by yoga. */
export const mediaTypes: ReadonlyMap<string | undefined, MediaType> = new Map([
  [undefined, 'application/json'],
  ['*/*', 'application/json'],
  ['application/json', 'application/json'],
  ['application/json, */*', 'application/json'],
  ['application/json, multipart/mixed', 'application/json'],
  ['application/graphql-response+json', 'application/graphql-response+json'],
  ['application/graphql-response+json, application/json', 'application/graphql-response+json'],
  // Apollo Client 4 and Relay's examples; urql.
  ['application/graphql-response+json,application/json;q=0.9', 'application/graphql-response+json'],
  [
    'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
    'application/graphql-response+json',
  ],
]);

/** @returns null where this door has no answer of the type that is wanted. */
export function mediaTypeOf(accept: string | undefined): MediaType | null {
  return mediaTypes.get(accept) ?? null;
}

export async function answerPost(
  answer: Answer,
  body: Buffer,
  origin: Origin,
  response: ServerResponse,
  mediaType: MediaType,
): Promise<void> {
  const parameters = () => parametersOfBody(body);
  const result = await answer({ ...origin, parameters, isRead: false, response });
  // The client has left.
  if (result === null) return;
  response.writeHead(statusOf(result, mediaType), [
    'content-type',
    `${mediaType}; charset=utf-8`,
    // Answers are about people's sessions: nothing on the way may keep them.
    'cache-control',
    'no-store',
    'content-length',
    String(result.body.length),
    ...Object.entries(headersOf(result)).flat(),
  ]);
  response.end(result.body);
}
