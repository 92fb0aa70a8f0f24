/** The types of PostgreSQL that an array of bytes is made of here, by their object ids in its catalogue. */
const types = { bytea: 17, smallint: 21, integer: 23, text: 25, uuid: 2950 } as const;
const headerBytes = 20;
const lengthBytes = 4;
const uuidBytes = 16;

/**
 * One-dimensional arrays as the server itself sends them (`array_send`): dimensions, flags, the elements' type, their
 * number, the first one's index, then each behind its length. Nothing is escaped, quoted or parsed again.
 */
export const binaryArray = {
  smallint: (values: readonly number[]): Buffer => numbers(values, 'smallint', 2),
  integer: (values: readonly number[]): Buffer => numbers(values, 'integer', 4),
  uuid(values: readonly string[]): Buffer {
    const bytes = withHeader('uuid', values.length, values.length * (lengthBytes + uuidBytes));
    let at = headerBytes;
    for (const value of values) {
      at = bytes.writeInt32BE(uuidBytes, at);
      at += bytes.write(value.replaceAll('-', ''), at, 'hex');
    }
    return bytes;
  },
  text: (values: readonly string[]): Buffer => texts(values, 'text'),
  /** Of texts: their UTF-8. */
  bytea: (values: readonly string[]): Buffer => texts(values, 'bytea'),
};

function numbers(values: readonly number[], type: 'smallint' | 'integer', size: 2 | 4): Buffer {
  const bytes = withHeader(type, values.length, values.length * (lengthBytes + size));
  let at = headerBytes;
  for (const value of values) at = bytes.writeIntBE(value, bytes.writeInt32BE(size, at), size);
  return bytes;
}

function texts(values: readonly string[], type: 'text' | 'bytea'): Buffer {
  let size = 0;
  for (const value of values) size += lengthBytes + Buffer.byteLength(value);
  const bytes = withHeader(type, values.length, size);
  let at = headerBytes;
  for (const value of values) {
    const written = bytes.write(value, at + lengthBytes);
    bytes.writeInt32BE(written, at);
    at += lengthBytes + written;
  }
  return bytes;
}

function withHeader(type: keyof typeof types, count: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(headerBytes + size);
  const firstIndex = 1;
  const flags = 0;
  for (const [index, value] of [1, flags, types[type], count, firstIndex].entries()) {
    bytes.writeInt32BE(value, index * 4);
  }
  return bytes;
}
