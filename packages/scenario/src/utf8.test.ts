import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

describe('UTF-8', () => {
  it('encodes and decodes as the platform does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bytes = encodeUtf8(text);
        expect([...bytes]).toEqual([...new TextEncoder().encode(text)]);
        const wellFormed = new TextDecoder().decode(bytes);
        expect(decodeUtf8(bytes)).toEqual({ ok: true, text: wellFormed });
      }),
      { seed: 20070101, numRuns: 300 },
    );
  });

  it('refuses exactly what the platform refuses', () => {
    const strict = new TextDecoder('utf-8', { fatal: true });
    const byte = fc.oneof(
      fc.constantFrom(0xc2, 0xe0, 0xed, 0xf0, 0xf4, 0x80, 0xbf, 0x9f),
      fc.nat(255),
    );
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 8 }), (list) => {
        const bytes = Uint8Array.from(list);
        let expected: string | undefined;
        try {
          expected = strict.decode(bytes);
        } catch {
          expected = undefined;
        }
        const decoded = decodeUtf8(bytes);
        expect(decoded.ok ? decoded.text : undefined).toBe(expected);
      }),
      { seed: 20070101, numRuns: 2000 },
    );
  });

  it('drops a byte-order mark and names the first bad byte', () => {
    expect(decodeUtf8(Uint8Array.from([0xef, 0xbb, 0xbf, 0x61]))).toEqual({ ok: true, text: 'a' });
    expect(decodeUtf8(Uint8Array.from([0x61, 0x62, 0xc0, 0x80]))).toEqual({
      ok: false,
      byteOffset: 2,
    });
  });

  it('decodes texts longer than one chunk', () => {
    const text = 'ä€𝄞x'.repeat(10_000);
    expect(decodeUtf8(encodeUtf8(text))).toEqual({ ok: true, text });
  });
});
