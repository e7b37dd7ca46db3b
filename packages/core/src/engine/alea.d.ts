/** The generator alone, without the package's main entry, which asks for `crypto`. */
declare module 'seedrandom/lib/alea.js' {
  interface Alea {
    /** Uniform in [0, 1), 32 bits. */
    (): number;
    /** Uniform in [0, 1), 53 bits. */
    double(): number;
  }
  export default function alea(seed: string): Alea;
}
