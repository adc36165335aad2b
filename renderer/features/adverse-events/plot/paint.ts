import type { Stretch, Timeline } from '#shared/review/timeline'
import { type View, firstAt, monthsIn } from './axis'
import { paintLane } from './paint-lane'
import { HEAD, LABEL, type Picture, write, xOf } from './picture'
import { type PlotRow, visibleRows } from './rows'
import { TAG, tagLeft } from './tag-place'

/** Draws what is in sight and nothing else: the cost follows the window, not the casebook. */
export function paint(pen: CanvasRenderingContext2D, picture: Picture): void {
  const { width, height, ink, timeline, view, rows, scrolled } = picture
  pen.clearRect(0, 0, width, height)
  pen.textBaseline = 'alphabetic'
  const x = (day: number) => xOf(picture, day)
  const { days, step } = monthsIn(view, width - LABEL)
  pen.fillStyle = ink.line
  for (const { day } of days) pen.fillRect(Math.round(x(day)), 4, 1, height)
  pen.globalAlpha = 0.35
  pen.fillStyle = ink.dose
  // A dose of one day runs through everything that came after it.
  for (const { doses } of timeline.doses.slice(0, 1))
    for (const { from, to } of doses)
      if (to - from === 1 && from >= view.from) pen.fillRect(Math.round(x(from)), HEAD, 1, height)
  pen.globalAlpha = 1
  pen.save()
  pen.beginPath()
  pen.rect(0, HEAD, width, height - HEAD)
  pen.clip()
  for (const row of visibleRows(rows, scrolled, scrolled + height - HEAD)) paintRow(pen, picture, row)
  pen.restore()
  paintHead(pen, picture, days, step)
  const now = x(timeline.today)
  if (now >= LABEL && now <= width) {
    pen.fillStyle = ink.accent
    pen.fillRect(now - 0.75, 18, 1.5, height)
    write(pen, picture, picture.words.now, Math.min(now, width - 22), 13, {
      ink: ink.accentText,
      bold: true,
      centre: true,
    })
  }
}

function paintHead(
  pen: CanvasRenderingContext2D,
  picture: Picture,
  months: readonly { readonly day: number; readonly iso: string }[],
  step: number,
): void {
  const { ink, timeline, view, width, words } = picture
  const x = (day: number) => xOf(picture, day)
  const now = x(timeline.today)
  months.forEach(({ day, iso }, i) => {
    const at = x(day)
    if (i % step === 0 && at < width - 40 && Math.abs(at + 24 - now) > 44)
      write(pen, picture, words.month(iso, i === 0), at + 4, 13, { ink: ink.quiet })
  })
  timeline.epochs.forEach((epoch, i) => {
    const [from, to] = [Math.max(LABEL, x(epoch.from)), Math.min(width, x(epoch.to))]
    if (to <= from) return
    pen.fillStyle = i % 2 === 0 ? ink.line : ink.fill
    pen.fillRect(from, 20, to - from - 1, 15)
    if (to - from > 30)
      write(pen, picture, words.title(epoch.title), from + 5, 31, { ink: ink.soft, most: to - from - 10, size: 11 })
  })
  write(pen, picture, words.visits, 0, 50, { ink: ink.text, bold: true })
  const first = firstAt(timeline.visits, view.from, ({ day }) => day)
  for (let i = first; i < timeline.visits.length; i++) {
    const visit = timeline.visits[i]
    if (!visit || visit.day > view.to) break
    const at = x(visit.day)
    pen.fillStyle = ink.mark
    pen.fillRect(at - 2, 40, 4, 12)
    const next = timeline.visits[i + 1]
    const room = (next ? x(next.day) : width) - at - 10
    if (room > 26) write(pen, picture, visit.label, at + 6, 50, { ink: ink.soft, most: room })
  }
  pen.fillStyle = ink.line
  pen.fillRect(0, HEAD - 1, width, 1)
}

function paintRow(pen: CanvasRenderingContext2D, picture: Picture, { content, top, height }: PlotRow): void {
  const { ink, words, current, scrolled } = picture
  const y = HEAD + top - scrolled
  switch (content.kind) {
    case 'part':
      write(pen, picture, words.parts[content.part], 0, y + 17, { ink: ink.quiet, size: 11, bold: true })
      return
    case 'dose':
      write(pen, picture, words.title(content.row.name), 0, y + 15, { ink: ink.soft, most: LABEL - 12 })
      for (const dose of content.row.doses) paintDose(pen, picture, dose, y)
      return
    case 'event': {
      const { event, bars } = content.row
      const chosen = event.form === current
      if (chosen) {
        pen.fillStyle = ink.select
        pen.fillRect(0, y, picture.width, height)
        pen.fillStyle = ink.accent
        pen.fillRect(0, y, 2, height)
      }
      const signs = words.marks(event.form)
      const room = LABEL - 16 - (signs === '' ? 0 : 12 * signs.length + 4)
      write(pen, picture, event.term ?? words.unnamed, 6, y + 15, {
        ink: chosen ? ink.text : ink.soft,
        bold: chosen,
        most: room,
      })
      if (signs !== '')
        write(pen, picture, signs, LABEL - 10 - 12 * signs.length, y + 15, { ink: ink.accentText, bold: true })
      within(pen, picture, y, height, () => {
        for (const bar of bars) paintBar(pen, picture, bar, y + 4)
        const [first, last] = [bars[0], bars.at(-1)]
        if (event.serious && first && last) paintSae(pen, picture, { from: first.from, to: last.to }, y + 3)
      })
      return
    }
    case 'laboratory':
      paintLane(pen, picture, content.analyte, y, height)
      return
    case 'medicine':
      write(pen, picture, content.row.name, 6, y + 14, { ink: ink.soft, most: LABEL - 16 })
      within(pen, picture, y, height, () => {
        const { from, to } = ends(picture, content.row, 6)
        pen.fillStyle = ink.mark
        pen.fillRect(from, y + 8, to - from, 4)
        if (content.row.open) arrow(pen, to, y + 4, 12)
      })
  }
}

/** Draws nothing over the names on the left. */
function within(pen: CanvasRenderingContext2D, { width }: Picture, y: number, height: number, draw: () => void): void {
  pen.save()
  pen.beginPath()
  pen.rect(LABEL - 2, y, width - LABEL + 2, height)
  pen.clip()
  draw()
  pen.restore()
}

function ends(picture: Picture, { from, to }: Stretch, least: number) {
  const start = xOf(picture, from)
  return { from: start, to: Math.max(start + least, xOf(picture, to)) }
}

function paintDose(
  pen: CanvasRenderingContext2D,
  picture: Picture,
  dose: Stretch & { readonly amount: string | undefined },
  y: number,
) {
  const { ink, view } = picture
  if (dose.to < view.from || dose.from > view.to) return
  within(pen, picture, y, 22, () => {
    const { from, to } = ends(picture, dose, 5)
    pen.fillStyle = ink.dose
    if (dose.to - dose.from > 1) pen.fillRect(from, y + 8, to - from, 6)
    else {
      // A dose of one day is a diamond, so that it is told from a period without its colour.
      pen.beginPath()
      pen.moveTo(from, y + 5)
      pen.lineTo(from + 6, y + 11)
      pen.lineTo(from, y + 17)
      pen.lineTo(from - 6, y + 11)
      pen.fill()
    }
    if (dose.amount !== undefined && (view.to - view.from) * 22 < picture.width * 10)
      write(pen, picture, dose.amount, from + 10, y + 15, { ink: ink.quiet, size: 11, most: 90 })
  })
}

/** A stretch of one grade: its colour, its number, and a point where it goes on. */
function paintBar(
  pen: CanvasRenderingContext2D,
  picture: Picture,
  bar: Timeline['events'][number]['bars'][number],
  y: number,
) {
  const { ink, view } = picture
  if (bar.to < view.from || bar.from > view.to) return
  const { from, to } = ends(picture, bar, 14)
  const look = bar.grade ? ink.grades[bar.grade] : { fill: ink.fill, text: ink.quiet }
  pen.fillStyle = look.fill
  pen.fillRect(from, y, to - from, 14)
  if (bar.grade === 5) {
    pen.strokeStyle = ink.mark
    pen.strokeRect(from + 0.5, y + 0.5, to - from - 1, 13)
  }
  if (bar.open) arrow(pen, to + 1, y, 14)
  // The number stays in sight when the bar began before the window does.
  write(pen, picture, String(bar.grade ?? '–'), Math.min(Math.max(from, LABEL) + 4, to - 10), y + 11, {
    ink: look.text,
    bold: true,
  })
}

function arrow(pen: CanvasRenderingContext2D, x: number, y: number, height: number): void {
  pen.beginPath()
  pen.moveTo(x, y)
  pen.lineTo(x + 5, y + height / 2)
  pen.lineTo(x, y + height)
  pen.fill()
}

function paintSae(pen: CanvasRenderingContext2D, picture: Picture, bars: View, y: number): void {
  const { timeline, width, ink, words } = picture
  const left = tagLeft(
    { from: xOf(picture, bars.from), to: xOf(picture, bars.to) },
    xOf(picture, timeline.today),
    width,
  )
  if (left === undefined) return
  pen.fillStyle = ink.alarm
  pen.fillRect(left, y, TAG, 16)
  write(pen, picture, words.sae, left + TAG / 2, y + 12, { ink: ink.onAlarm, bold: true, centre: true })
}
