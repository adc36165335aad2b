import { LABEL } from './picture'

/** How wide the tag of a serious event is. */
export const TAG = 32
/** What stays free on either side of it: the point of a bar that goes on, the line of today. */
const AIR = 6

/**
 * Where the tag of a serious event begins, in pixels: behind its bars and never under the line of today; where the window
 * ends too soon for that before them, and where they fill it on their end. Undefined while the bars are out of sight.
 */
export function tagLeft(
  { from, to }: { readonly from: number; readonly to: number },
  today: number,
  width: number,
): number | undefined {
  if (to < LABEL || from > width) return undefined
  const isUnder = (left: number): boolean => left - AIR < today && today < left + TAG + AIR
  const close = to + AIR + 2
  const behind = isUnder(close) ? today + AIR : close
  if (behind + TAG <= width) return behind
  const far = from - TAG - AIR
  const before = isUnder(far) ? today - TAG - AIR : far
  if (before >= LABEL) return before
  return Math.min(to, today, width) - TAG - AIR
}
