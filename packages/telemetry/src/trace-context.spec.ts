import { describe, expect, it } from '@jest/globals';
import { trace } from '@opentelemetry/api';
import { contextOf } from './trace-context.ts';

const [traceId, spanId] = ['a'.repeat(32), 'b'.repeat(16)];
const read = (text: string | undefined) => {
  const context = contextOf(text);
  return context && trace.getSpanContext(context);
};

describe('A traceparent', () => {
  it('names a span of another process, and whether its trace is taken', () => {
    expect(read(`00-${traceId}-${spanId}-01`)).toEqual({ traceId, spanId, traceFlags: 1, isRemote: true });
    expect(read(`00-${traceId}-${spanId}-00`)).toMatchObject({ traceFlags: 0 });
  });

  it('of a version to come is read as far as it is known', () =>
    expect(read(`01-${traceId}-${spanId}-03-more`)).toMatchObject({ traceId, spanId, traceFlags: 1 }));

  it.each([
    undefined,
    '',
    'Nguyễn Thị Hoa',
    `ff-${traceId}-${spanId}-01`,
    `00-${'0'.repeat(32)}-${spanId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId.toUpperCase()}-${spanId}-01`,
  ])('%p names none', (text) => expect(read(text)).toBeUndefined());
});
