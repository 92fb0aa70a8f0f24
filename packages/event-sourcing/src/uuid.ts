import { hash } from 'node:crypto';

/** UUIDv8 (RFC 9562 §5.8) of SHA-256 over the parts: the same parts give the same id, anywhere and again. */
export function uuidV8(...parts: readonly (string | number)[]): string {
  return withVersion(hash('sha256', parts.join('\n'), 'hex'), '8');
}

/** UUIDv5 (RFC 9562 §5.5): SHA-1 of a namespace UUID and a name. The ids of imported dossiers. */
export function uuidV5(namespace: string, name: string): string {
  const bytes = Buffer.concat([Buffer.from(namespace.replaceAll('-', ''), 'hex'), Buffer.from(name, 'utf8')]);
  return withVersion(hash('sha1', bytes, 'hex'), '5');
}

/** SHA-256 of a text's UTF-8 bytes, in hex: an id of what a text says. */
export function sha256Hex(text: string): string {
  return hash('sha256', text, 'hex');
}

/** The id of the `index`-th event that a command led to. */
export function eventIdOf(commandId: string, index: number): string {
  return uuidV8(commandId, index);
}

function withVersion(hex: string, version: string): string {
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  const groups = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `${version}${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return groups.join('-');
}
