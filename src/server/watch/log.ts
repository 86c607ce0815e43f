import { types } from 'node:util';
import { type DestinationStream, type Logger, pino } from 'pino';
import { rfc3339 } from '../../graph/rfc3339.ts';
import { createOutput } from './output.ts';

export type Log = Logger;

/** The process's log: JSON lines, by default on standard error. */
export function createLog(stream: DestinationStream = createOutput()): Log {
  return pino(
    {
      base: null,
      timestamp: () => `,"time":"${rfc3339(Date.now())}"`,
      serializers: { err: (thrown: unknown) => tellError(thrown) },
    },
    stream,
  );
}

/**
 * What an error says, and nothing that it carries: libraries hang whole requests on their errors, credentials among the headers, and
 * pino's own serializer would write down every property.
 */
function tellError(thrown: unknown, depth = 5): object {
  if (!types.isNativeError(thrown)) return { type: typeof thrown, message: noError };
  const { name, cause } = thrown;
  // So graphql-js calls what was thrown and is no error; its message is all that the thing holds.
  const message = name === 'NonErrorThrown' ? noError : withoutQuotes(thrown.message);
  const { stack = '' } = thrown;
  // It begins with the message as it was.
  const frames = stack.slice(stack.indexOf(thrown.message) + thrown.message.length).split('\n');
  const places = frames.filter((line) => /^ +at /.test(line));
  return {
    type: name,
    message,
    stack: [`${name}: ${message}`, ...places].join('\n'),
    ...('code' in thrown && typeof thrown.code === 'string' ? { code: thrown.code } : {}),
    ...(cause === undefined || depth === 0 ? {} : { cause: tellError(cause, depth - 1) }),
    ...(thrown instanceof AggregateError && depth > 0
      ? { errors: thrown.errors.map((one) => tellError(one, depth - 1)) }
      : {}),
  };
}

const noError = 'Something was thrown that is no error.';

/**
 * The platform quotes what it does not take: JSON of a provider, the value of a header, an address with a password. graphql-js shows what is none
 * of its type.
 */
function withoutQuotes(message: string): string {
  return message
    .replace(/(\.{3})?".*"(\.{3})?(?= is (not valid JSON|an invalid header value))/s, '"…"')
    .replace(/(?<=\b(cannot represent [^:]{0,60}|but got): ).*/s, '…')
    .replaceAll(/\b(Bearer|Basic) +[\w.~+/=-]+/g, '$1 …')
    .replaceAll(/\/\/[^\s/@]+@/g, '//…@');
}
