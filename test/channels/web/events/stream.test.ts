import { describe, expect, it } from 'vitest';
import { openStream, writeEvent } from '#channels/web/events/stream.ts';
import { Sink } from './sink.ts';

describe('a stream', () => {
  it('sends each event in one block, whatever is in it', () => {
    const sink = new Sink();
    const stream = openStream(sink, 10_000, 0);
    const body = { text: 'a\n\nevent: hello\ndata: {}\r\n\u2028' };

    stream.send(writeEvent('message', body, 7));
    stream.beat();

    expect(sink.events).toEqual([{ event: 'message', id: 7, body }]);
  });

  it('that nobody reads is cut when more lies in it than may', () => {
    const sink = new Sink({ isReading: false });
    const stream = openStream(sink, 10_000, 0);

    stream.send(writeEvent('message', 'a'.repeat(9000)));
    const before = stream.isOpen;
    stream.send(writeEvent('message', 'a'.repeat(2000)));

    expect([before, stream.isOpen, sink.destroyed]).toEqual([true, false, true]);
  });

  it('waits for room until somebody reads', async () => {
    const sink = new Sink({ isReading: false });
    const stream = openStream(sink, 10_000_000, 0);
    stream.send(writeEvent('message', 'a'.repeat(100_000)));
    let hasRoom = false;

    const room = stream.room().then(() => {
      hasRoom = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    const before = hasRoom;
    sink.destroy();
    await room;

    expect([before, hasRoom]).toEqual([false, true]);
    expect(sink.listenerCount('drain')).toBe(0);
  });

  it('says nothing any more once it is over', () => {
    const sink = new Sink();
    const stream = openStream(sink, 10_000, 0);

    stream.end();
    stream.send(writeEvent('message', 'late'));

    expect(sink.events).toEqual([]);
    expect(stream.isOpen).toBe(false);
  });
});
