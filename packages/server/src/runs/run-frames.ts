import { decodeFrame, encodeFrame, FrameState } from '@vdcsim/protocol';

/** An encoded frame. */
export interface EncodedFrame {
  readonly number: number;
  /** Frame that it changes; undefined: it is a key frame. */
  readonly base: number | undefined;
  readonly bytes: Uint8Array;
}

/**
 * State of a run as its viewers draw it. Deltas are passed on as they came; a key frame is made at
 * most once a frame number, whoever asks for it.
 */
export class RunFrames {
  private state = new FrameState();
  private newest: EncodedFrame | undefined;
  private key: EncodedFrame | undefined;

  /** The frame that came last; undefined before the first. */
  get last(): EncodedFrame | undefined {
    return this.newest;
  }

  /** @throws ProtocolError BAD_FRAME */
  take(bytes: Uint8Array): EncodedFrame {
    const frame = decodeFrame(bytes);
    this.state.apply(frame);
    const base = frame.kind === 'delta' ? frame.base : undefined;
    this.newest = { number: frame.number, base, bytes };
    if (base === undefined) this.key = this.newest;
    return this.newest;
  }

  /** The newest state as one frame; undefined before the first. */
  keyFrame(): EncodedFrame | undefined {
    if (this.newest === undefined) return undefined;
    const { number } = this.newest;
    if (this.key?.number !== number) {
      const bytes = new Uint8Array(encodeFrame(this.state.keyFrame()));
      this.key = { number, base: undefined, bytes };
    }
    return this.key;
  }

  /** Forgets everything: the run begins anew. */
  clear(): void {
    this.state = new FrameState();
    this.newest = undefined;
    this.key = undefined;
  }
}
