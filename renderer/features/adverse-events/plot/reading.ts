import { showDate } from '../../../ui/dates'
import type { UiLanguage } from '../../../ui/language'
import { LABEL, type Picture, xOf } from './picture'
import type { PlotRow } from './rows'

const NEAR = 10

/** What the pointer is on, in one line: a dose, a result with its grade, or the day. Empty beside the plot. */
export function readingAt(picture: Picture, row: PlotRow | undefined, x: number, language: UiLanguage): string {
  if (!row || x < LABEL) return ''
  const said = (...parts: readonly (string | undefined)[]) => parts.filter((part) => part !== undefined).join(' · ')
  const on = (day: number) => showDate(new Date(day * 86_400_000).toISOString().slice(0, 10), language)
  const { content } = row
  switch (content.kind) {
    case 'laboratory': {
      const { points } = picture.laneOf(content.analyte)
      const point = points.find(({ day }) => Math.abs(xOf(picture, day) - x) < NEAR)
      const grade = point?.grade ? `G${point.grade}` : undefined
      return point ? said(picture.words.label(content.analyte), point.text, grade, on(point.day)) : ''
    }
    case 'dose': {
      const dose = content.row.doses.find(
        ({ from, to }) => x > xOf(picture, from) - NEAR && x < xOf(picture, to) + NEAR,
      )
      return dose ? said(picture.words.title(content.row.name), dose.amount, on(dose.from)) : ''
    }
    case 'event': {
      const bar = content.row.bars.find(({ from, to }) => x >= xOf(picture, from) && x <= xOf(picture, to) + NEAR)
      return bar ? said(content.row.event.term, bar.grade && `G${bar.grade}`, on(bar.from)) : ''
    }
    case 'medicine':
      return said(content.row.name, on(content.row.from))
    case 'part':
      return ''
  }
}
