import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from './sha256.ts';
import { encodeUtf8 } from './utf8.ts';

describe('SHA-256', () => {
  it('gives the digests of FIPS 180-4 for "", "abc" and a million times "a"', () => {
    expect(sha256(encodeUtf8(''))).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    expect(sha256(encodeUtf8('abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect(sha256(new Uint8Array(1_000_000).fill(0x61))).toBe(
      'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0',
    );
  });

  it('agrees with the platform for any bytes, at any offset in a buffer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat({ max: 9 }), (bytes, from) => {
        const part = bytes.subarray(Math.min(from, bytes.length));
        expect(sha256(part)).toBe(createHash('sha256').update(part).digest('hex'));
      }),
      { seed: 20070101, numRuns: 300 },
    );
  });
});
