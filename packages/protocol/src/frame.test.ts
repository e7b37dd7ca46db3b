import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deltaFrames, keyFrames, smallDelta, smallKey } from './frames.fixtures.ts';
import { decodeFrame, encodeFrame, ProtocolError, type WireFrame } from './index.ts';

const anyFrame: fc.Arbitrary<WireFrame> = fc.oneof(keyFrames, deltaFrames);

function hexOf(buffer: ArrayBuffer): string {
  return [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

/** Decodes, and fails unless what is thrown is a refusal in our own words. */
function decodeOrRefuse(bytes: Uint8Array): WireFrame | ProtocolError {
  try {
    return decodeFrame(bytes);
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw error;
  }
}

describe('frames as bytes', () => {
  it('read back as they were written', () => {
    const property = fc.property(anyFrame, (frame) => {
      expect(decodeFrame(encodeFrame(frame))).toEqual(frame);
    });
    fc.assert(property, { seed: 20070101, numRuns: 300 });
  });

  it('read back from any place of a larger buffer', () => {
    const bytes = new Uint8Array(encodeFrame(smallDelta));
    for (let offset = 0; offset < 9; offset++) {
      const larger = new Uint8Array(bytes.length + 16);
      larger.set(bytes, offset);
      expect(decodeFrame(larger.subarray(offset, offset + bytes.length))).toEqual(smallDelta);
    }
  });

  it('are views of the message, not copies, where the message is aligned', () => {
    const buffer = encodeFrame(smallKey);
    const used = decodeFrame(buffer).tables['host']!.columns['usedMHz']!;
    expect(used.buffer).toBe(buffer);
  });

  it('have one form: bytes that decode encode to the same bytes', () => {
    const property = fc.property(anyFrame, fc.nat(), fc.nat({ max: 255 }), (frame, at, byte) => {
      const bytes = new Uint8Array(encodeFrame(frame));
      bytes[at % bytes.length] = byte;
      const decoded = decodeOrRefuse(bytes);
      if (decoded instanceof ProtocolError) return;
      expect(hexOf(encodeFrame(decoded))).toBe(hexOf(bytes.buffer));
    });
    fc.assert(property, { seed: 20070102, numRuns: 500 });
  });

  it('are refused when a single byte is missing or too many', () => {
    for (const frame of [smallKey, smallDelta]) {
      const bytes = new Uint8Array(encodeFrame(frame));
      for (let length = 0; length < bytes.length; length++) {
        expect(() => decodeFrame(bytes.slice(0, length))).toThrow(ProtocolError);
      }
      expect(() => decodeFrame(Uint8Array.of(...bytes, 0))).toThrow(ProtocolError);
    }
  });

  it('are refused as garbage, whatever it is', () => {
    const garbage = fc.uint8Array({ maxLength: 200 });
    const property = fc.property(garbage, (bytes) => {
      expect(decodeOrRefuse(bytes)).toBeInstanceOf(ProtocolError);
    });
    fc.assert(property, { seed: 20070103, numRuns: 1000 });
  });

  it('do not allocate for counts that no bytes stand for', () => {
    const view = new DataView(encodeFrame(smallKey));
    // Rows and values of the first table.
    for (const count of [0xffffffff, 1 << 24, 1 << 20]) {
      view.setUint32(32, count, true);
      view.setUint32(36, count, true);
      expect(() => decodeFrame(view.buffer)).toThrow(/values|rows/);
    }
  });

  it('of another version are told by their own code', () => {
    const view = new DataView(encodeFrame(smallKey));
    view.setUint16(4, 2, true);
    expect(() => decodeFrame(view.buffer)).toThrow(
      expect.objectContaining({ code: 'BAD_VERSION' }),
    );
  });

  it('that cannot be written are refused before anything is', () => {
    const tableOf = (name: string, rows: number): WireFrame => {
      const columns = { state: Uint8Array.of(1) };
      return { kind: 'key', number: 1, timeSeconds: 0, tables: { [name]: { rows, columns } } };
    };
    expect(() => encodeFrame(tableOf('vm', 2))).toThrow('another length');
    expect(() => encodeFrame(tableOf('a b', 1))).toThrow('no name');
    expect(() => encodeFrame({ ...smallKey, timeSeconds: Number.NaN })).toThrow('time');
    expect(() => encodeFrame({ ...smallKey, number: -1 })).toThrow('number');
  });
});
