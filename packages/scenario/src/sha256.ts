/**
 * SHA-256 (FIPS 180-4) in plain JavaScript, for the hashes of what a run has read. It names
 * inputs; nothing secret depends on it. Cost: one pass, 64 rounds for each 64 bytes.
 */

/** First 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4). */
const roundConstants = primes(64).map((prime) => fractionBits(prime, 3n));
/** First 32 bits of the fractional parts of the square roots of the first 8 primes. */
const initialState = primes(8).map((prime) => fractionBits(prime, 2n));

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) {
    if (found.every((prime) => n % prime !== 0)) found.push(n);
  }
  return found;
}

/** Fraction of the root of a prime, 32 bits, by integer bisection: exact on every engine. */
function fractionBits(prime: number, root: bigint): number {
  const target = BigInt(prime) << (32n * root);
  let low = 0n;
  let high = 1n << 40n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    const power = root === 2n ? middle * middle : middle * middle * middle;
    if (power <= target) low = middle;
    else high = middle;
  }
  return Number(low & 0xffffffffn) | 0;
}

const constants = Int32Array.from(roundConstants);

/** Bytes of a message with its padding: a one bit, zeros, and the length in bits. */
function paddedTail(bytes: Uint8Array): Uint8Array {
  const from = bytes.length - (bytes.length % 64);
  const rest = bytes.length - from;
  const tail = new Uint8Array(rest < 56 ? 64 : 128);
  tail.set(bytes.subarray(from));
  tail[rest] = 0x80;
  const view = new DataView(tail.buffer);
  view.setUint32(tail.length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(tail.length - 4, (bytes.length << 3) >>> 0);
  return tail;
}

function rotate(x: number, by: number): number {
  return (x >>> by) | (x << (32 - by));
}

/** Folds one block of 64 bytes into the state. */
function compress(state: Int32Array, block: DataView, offset: number, schedule: Int32Array): void {
  const w = schedule;
  for (let i = 0; i < 16; i++) w[i] = block.getInt32(offset + i * 4);
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15]!;
    const y = w[i - 2]!;
    const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
    const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
    w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as number[] & { length: 8 };
  for (let i = 0; i < 64; i++) {
    const s1 = rotate(e!, 6) ^ rotate(e!, 11) ^ rotate(e!, 25);
    const t1 = (h! + s1 + ((e! & f!) ^ (~e! & g!)) + constants[i]! + w[i]!) | 0;
    const s0 = rotate(a!, 2) ^ rotate(a!, 13) ^ rotate(a!, 22);
    const t2 = (s0 + ((a! & b!) ^ (a! & c!) ^ (b! & c!))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d! + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  const added = [a!, b!, c!, d!, e!, f!, g!, h!];
  for (let i = 0; i < 8; i++) state[i] = (state[i]! + added[i]!) | 0;
}

/** SHA-256 of some bytes, 64 lower-case hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  const state = Int32Array.from(initialState);
  const schedule = new Int32Array(64);
  const whole = bytes.length - (bytes.length % 64);
  const body = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let offset = 0; offset < whole; offset += 64) compress(state, body, offset, schedule);
  const tail = paddedTail(bytes);
  const end = new DataView(tail.buffer);
  for (let offset = 0; offset < tail.length; offset += 64) compress(state, end, offset, schedule);
  return [...state].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}
