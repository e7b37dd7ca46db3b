import type { Frame, FrameReader } from '@vdcsim/core';
import type { WireFrame } from '@vdcsim/protocol';

/** Numbers the frames of a run: a key frame first, then what changed. */
export class FrameFeed {
  private readonly reader: FrameReader;
  private number: number;
  private toldSeconds = Number.NaN;

  /** @param lastNumber number of the last frame of an earlier run, so that numbers only grow */
  constructor(reader: FrameReader, lastNumber: number) {
    this.reader = reader;
    this.number = lastNumber;
  }

  get lastNumber(): number {
    return this.number;
  }

  /** The next frame; undefined where neither state nor time moved since the last one. */
  next(): WireFrame | undefined {
    const frame: Frame = this.reader.changes();
    const isKey = frame.kind === 'key';
    if (!isKey && frame.timeSeconds === this.toldSeconds && isEmpty(frame.tables)) return undefined;
    this.toldSeconds = frame.timeSeconds;
    const base = this.number;
    this.number = base + 1;
    return frame.kind === 'key'
      ? { ...frame, number: this.number }
      : { ...frame, number: this.number, base };
  }
}

function isEmpty(tables: object): boolean {
  return Object.keys(tables).length === 0;
}
