import { createRequire } from 'node:module';
import { GraphQLError, Kind, type ValueNode } from 'graphql';
import { builder } from './builder.ts';
import { rfc3339 } from './rfc3339.ts';

builder.scalarType('DateTime', {
  description:
    'A moment as an RFC 3339 string with its time zone, such as "2026-11-20T09:30:00Z" or "2026-11-20T10:30:00.250+01:00". Answers are always in UTC with milliseconds.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  serialize: rfc3339,
  parseValue: (value) => epochMilliseconds(value),
  parseLiteral: (node) => epochMilliseconds(node.kind === Kind.STRING ? node.value : undefined, node),
});

const require = createRequire(import.meta.url);

/** Loaded when the first moment is read: the library has no entry for one scalar, and all of them take a tenth of the time to start. */
function library(): typeof import('graphql-scalars') {
  return require('graphql-scalars');
}

/** What is no RFC 3339 moment is refused with what to write instead, which the library's own message does not say. */
function epochMilliseconds(value: unknown, node?: ValueNode): number {
  try {
    return library().GraphQLDateTimeISO.parseValue(value).getTime();
  } catch {
    throw new GraphQLError(
      'A DateTime must be an RFC 3339 string with a time zone, such as "2026-11-20T09:30:00Z".',
      {
        ...(node && { nodes: node }),
        extensions: { code: 'BAD_USER_INPUT' },
      },
    );
  }
}
