import type { Speed } from '@vdcsim/protocol';
import { count, duration } from '../draw/words.ts';

/** The steps of `[` and `]`. */
export const speeds: readonly Speed[] = [1, 10, 60, 600, 'max'];

/** The speed one step slower (-1) or faster (+1); the ends stay. */
export function nextSpeed(speed: Speed, step: -1 | 1): Speed {
  const size = (value: Speed): number => (value === 'max' ? Number.POSITIVE_INFINITY : value);
  const now = size(speed);
  const candidates = step > 0 ? speeds : [...speeds].reverse();
  const next = candidates.find((other) => step * (size(other) - now) > 0);
  return next ?? speed;
}

/** `60×`, `max`. */
export function speedWord(speed: Speed): string {
  return speed === 'max' ? 'max' : `${count(speed)}×`;
}

/** What a second of the wall clock shows: `1 s shows 10 min`. */
export function paceWords(speed: Speed, reachedSpeed: number): string {
  if (speed !== 'max') return `1 s shows ${duration(speed)}`;
  return reachedSpeed >= 1 ? `1 s shows ${duration(reachedSpeed)}` : 'as fast as can be';
}
