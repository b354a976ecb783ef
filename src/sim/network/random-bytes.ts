/** Bytes out of a stream, for what cryptography takes as randomness. */
import type { Stream } from '../kernel/streams.ts';

/** 32 bytes: eight words, each with its highest byte first. */
export function randomBytes(stream: Stream): Uint8Array {
  const bytes = new Uint8Array(32);
  const words = new DataView(bytes.buffer);
  for (let index = 0; index < 32; index += 4) words.setUint32(index, stream.u32());
  return bytes;
}
