/**
 * What somebody else's server answered, in UTF-8, up to so many bytes. What it says beyond is neither waited for nor
 * kept: whoever answers without end takes nobody's memory. Rejects as reading the body does.
 */
export async function textUpTo({ body }: Pick<Response, 'body'>, bytesMax: number): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body ?? []) {
    pieces.push(piece);
    bytes += piece.length;
    // Leaving the loop cancels the body, and with it the connection.
    if (bytes >= bytesMax) break;
  }
  return Buffer.concat(pieces).subarray(0, bytesMax).toString();
}
