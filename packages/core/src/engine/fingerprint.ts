/**
 * A running hash of what happened, to compare two runs bit by bit. Not cryptographic.
 * Four 32-bit lanes take every word with a multiplier of their own and are chained to each
 * other, which gives 128 bits against chance. Doubles enter with all their bits, whatever the
 * byte order of the machine; every NaN counts as the same. Constants: MurmurHash3 (x86, 128 bits)
 * for the lanes, lowbias32 for the avalanche; both are in the public domain.
 */

const double = new Float64Array(1);
const words = new Int32Array(double.buffer);
double[0] = 1;
/** Index of the word with sign and exponent. */
const HIGH = words[1] === 0x3ff00000 ? 1 : 0;
const LOW = 1 - HIGH;

const TEXT = 0x54455854;
const NUMBER = 0x4e554d42;
const NAN_HIGH = 0x7ff80000;

function rotate(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits));
}

/** Spreads every bit of x over the whole word. */
function avalanche(x: number): number {
  let h = x ^ (x >>> 16);
  h = Math.imul(h, 0x7feb352d);
  h ^= h >>> 15;
  h = Math.imul(h, 0x846ca68b);
  return h ^ (h >>> 16);
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}

/** Fingerprint of a stream of texts and numbers, in their order. */
export class Fingerprint {
  private readonly lanes = Int32Array.of(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344);
  private count = 0;

  /** Adds a text, by its UTF-16 code units. `text('ab')` differs from `text('a').text('b')`. */
  text(text: string): this {
    this.word(TEXT);
    this.word(text.length);
    for (let i = 0; i < text.length; i++) this.word(text.charCodeAt(i));
    return this;
  }

  /** Adds a number with all 64 bits; 0 and -0 differ. */
  number(x: number): this {
    this.word(NUMBER);
    if (Number.isNaN(x)) {
      this.word(NAN_HIGH);
      this.word(0);
      return this;
    }
    double[0] = x;
    const high = words[HIGH]!;
    const low = words[LOW]!;
    this.word(high);
    this.word(low);
    return this;
  }

  /** 32 hexadecimal digits for what was added so far. More may be added afterwards. */
  digest(): string {
    const lanes = this.lanes;
    const seal = Math.imul(this.count, 0x9e3779b1);
    const a = avalanche(lanes[0]! ^ seal);
    const b = avalanche((lanes[1]! + a) ^ seal);
    const c = avalanche((lanes[2]! + b) ^ seal);
    const d = avalanche((lanes[3]! + c) ^ seal);
    return hex(a ^ d) + hex(b ^ rotate(d, 8)) + hex(c ^ rotate(d, 16)) + hex(d);
  }

  private word(w: number): void {
    const lanes = this.lanes;
    const a = lanes[0]!;
    const b = lanes[1]!;
    const c = lanes[2]!;
    const d = lanes[3]!;
    lanes[0] = Math.imul(rotate(a ^ Math.imul(w, 0x239b961b), 19) + b, 5) + 0x561ccd1b;
    lanes[1] = Math.imul(rotate(b ^ Math.imul(w, 0xab0e9789), 17) + c, 5) + 0x0bcaa747;
    lanes[2] = Math.imul(rotate(c ^ Math.imul(w, 0x38b34ae5), 15) + d, 5) + 0x96cd1c35;
    lanes[3] = Math.imul(rotate(d ^ Math.imul(w, 0xa1e38b93), 13) + a, 5) + 0x32ac3b17;
    this.count = (this.count + 1) | 0;
  }
}
