import type { ItemDef } from '#shared/study/definition'
import type { GroupView, RowView, Scene } from './scene'

/** Heights in pixels, rather too small than too large: what they add up to has to fill the window. */
const LINE = 36
const HEADING = 38
const GRADES = 180
const TABLE_ENDS = 64

const heightOf = (def: ItemDef | undefined): number =>
  def?.type === 'code' && def.gradeOf !== undefined ? GRADES : LINE

/**
 * The beginning of a form in whole lines and table rows: as much as fills a window of that height, and at least down to
 * the first answer that is still to be entered. Drawn first, so that a long form is there as soon as a short one.
 */
export function firstSight({ groups, items }: Scene, height: number): readonly GroupView[] {
  const wanted = [...items.values()].find(({ toEnter }) => toEnter)?.path
  let left = height
  let reached = wanted === undefined
  const begun = (pixels: number, holds: boolean): boolean => {
    if (left <= 0 && reached) return false
    left -= pixels
    reached ||= holds
    return true
  }
  return groups.flatMap((group) => {
    if (!begun(group.def.repeating ? HEADING + TABLE_ENDS : HEADING, false)) return []
    const rows = group.rows.flatMap((row): readonly RowView[] => {
      const holds = wanted !== undefined && row.items.includes(wanted)
      if (group.def.repeating) return begun(LINE, holds) ? [row] : []
      return [{ ...row, items: row.items.filter((path) => begun(heightOf(items.get(path)?.def), path === wanted)) }]
    })
    return [{ ...group, rows }]
  })
}
