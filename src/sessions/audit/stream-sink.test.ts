import { PassThrough, Writable } from 'node:stream';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { auditRecord } from './record.ts';
import { streamSink } from './stream-sink.ts';
import { recordOf } from './testing.ts';

test('a stream is given a line for each record', async () => {
  const stream = new PassThrough();
  const sink = streamSink(stream);
  await sink.write(recordOf('one'));
  await sink.write(recordOf('two'));
  stream.end();
  const text = Buffer.concat(await stream.toArray()).toString();
  expect(
    text
      .trimEnd()
      .split('\n')
      .map((line) => auditRecord.parse(JSON.parse(line)).changeId),
  ).toEqual(['one', 'two']);
});

test('a stream that is broken refuses the record', async () => {
  const stream = new Writable({ write: (_chunk, _encoding, done) => done(new Error('EPIPE')) });
  stream.on('error', () => {});
  await expect(streamSink(stream).write(recordOf('one'))).rejects.toThrow('EPIPE');
});

describe('a stream whose reader has stopped', () => {
  afterEach(() => vi.useRealTimers());

  /** A stream that keeps what it is given until its reader goes on. */
  function stoppedStream() {
    let goOn = () => {};
    const stream = new Writable({ write: (_chunk, _encoding, done) => void (goOn = done) });
    return { stream, goOn: () => goOn() };
  }

  test('refuses the record after 5 seconds, and every further one at once', async () => {
    vi.useFakeTimers();
    const { stream } = stoppedStream();
    const sink = streamSink(stream);
    const refused = expect(sink.write(recordOf('one'))).rejects.toThrow('Nobody has read');
    await vi.advanceTimersByTimeAsync(4_999);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    await refused;
    await expect(sink.write(recordOf('two'))).rejects.toThrow('Nobody has read');
    expect(stream.writableLength).toBeLessThan(2 * JSON.stringify(recordOf('one')).length);
  });

  test('takes records again once its reader goes on', async () => {
    vi.useFakeTimers();
    const { stream, goOn } = stoppedStream();
    const sink = streamSink(stream);
    const refused = expect(sink.write(recordOf('one'))).rejects.toThrow('Nobody has read');
    await vi.advanceTimersByTimeAsync(5_000);
    await refused;
    goOn();
    await vi.advanceTimersByTimeAsync(0);
    const written = sink.write(recordOf('two'));
    goOn();
    await written;
    expect(vi.getTimerCount()).toBe(0);
  });
});
