import type { CpuClaim } from '../inventory/entities.ts';
import type { ClaimSpec } from '../inventory/specs.ts';
import { grouped } from './words.ts';

/** Shares, reservation and limit of CPU as facts. */
export function claimFacts(
  { shares, reservationMHz, limitMHz }: CpuClaim,
  spec: ClaimSpec | undefined,
): (readonly [string, string])[] {
  const word = spec?.shares ?? 'normal';
  const named = typeof word === 'number' ? '' : `${word}, `;
  return [
    ['Shares', `${named}${grouped(shares)}`],
    ['Reservation', reservationMHz > 0 ? `${grouped(reservationMHz)} MHz` : 'none'],
    ['Limit', Number.isFinite(limitMHz) ? `${grouped(limitMHz)} MHz` : 'none'],
  ];
}
