import type { Analyte, LanePoint } from '#shared/review/laboratory-lane'
import { firstAt } from './axis'
import { LABEL, type Picture, write, xOf } from './picture'

type Band = LanePoint['bands'][number]

const isGrade = (grade: number | undefined): grade is 1 | 2 | 3 | 4 => grade !== undefined && grade >= 1 && grade <= 4

/** The results of one analyte over the grades of its limits; each sample has the limits of its own laboratory. */
export function paintLane(
  pen: CanvasRenderingContext2D,
  picture: Picture,
  analyte: Analyte,
  top: number,
  height: number,
) {
  const { ink, view, width, words } = picture
  const lane = picture.laneOf(analyte)
  const { points } = lane
  const last = points.at(-1)
  write(pen, picture, words.label(analyte), 6, top + 20, { ink: ink.soft, most: LABEL - 16 })
  if (last) write(pen, picture, last.text, 6, top + 36, { ink: ink.quiet, size: 11, most: LABEL - 16 })
  const [high, low] = [top + 5, top + height - 5]
  const { least, most } = rangeOf(lane.points, lane.least, lane.most)
  const y = (value: number): number => low - ((value - least) / (most - least)) * (low - high)
  const first = Math.max(0, firstAt(points, view.from, ({ day }) => day) - 1)
  const after = Math.min(points.length, firstAt(points, view.to, ({ day }) => day) + 1)
  const shown = points.slice(first, after)
  pen.save()
  pen.beginPath()
  pen.rect(LABEL, top, width - LABEL, height)
  pen.clip()
  for (const { from, to, bands } of stretches(shown)) {
    const left = from === undefined ? LABEL : Math.max(LABEL, xOf(picture, from))
    const right = to === undefined ? width : Math.min(width, xOf(picture, to))
    paintBands(pen, picture, bands, { left, right, high, low, y })
  }
  pen.strokeStyle = ink.mark
  pen.lineWidth = 1.25
  pen.beginPath()
  shown.forEach(({ day, value }, i) => {
    if (i === 0) pen.moveTo(xOf(picture, day), y(value))
    else pen.lineTo(xOf(picture, day), y(value))
  })
  pen.stroke()
  let room = -Infinity
  for (const { day, value, grade } of shown) {
    const [x, at] = [xOf(picture, day), y(value)]
    if (!isGrade(grade)) {
      pen.fillStyle = ink.mark
      pen.beginPath()
      pen.arc(x, at, 2, 0, 7)
      pen.fill()
      continue
    }
    // Beyond a grade it is a square with its number: never the colour alone.
    pen.fillStyle = ink.grades[grade].fill
    pen.strokeStyle = ink.text
    pen.lineWidth = 0.75
    const named = x - room > 13
    const half = named ? 6 : 3
    pen.fillRect(x - half, at - half, 2 * half, 2 * half)
    pen.strokeRect(x - half, at - half, 2 * half, 2 * half)
    if (!named) continue
    write(pen, picture, String(grade), x, at + 4, { ink: ink.grades[grade].text, bold: true, centre: true, size: 10 })
    room = x
  }
  pen.restore()
  pen.fillStyle = ink.line
  pen.fillRect(LABEL, top + height - 1, width - LABEL, 1)
}

/** The values, and the edges of grades that lie near them. */
function rangeOf(points: readonly LanePoint[], least: number, most: number) {
  const span = most - least || Math.abs(most) || 1
  const near = (points.at(-1)?.bands ?? [])
    .map(({ edge }) => edge)
    .filter((edge) => edge > least - span * 0.6 && edge < most + span * 0.6)
  const [low, high] = [Math.min(least, ...near), Math.max(most, ...near)]
  const room = (high - low || span) * 0.12
  return { least: low - room, most: high + room }
}

interface BandStretch {
  readonly from: number | undefined
  readonly to: number | undefined
  readonly bands: readonly Band[]
}

/** Samples after each other with the same edges are one stretch; the first and the last go on to the side of the plot. */
function stretches(points: readonly LanePoint[]): readonly BandStretch[] {
  const found: { from: number | undefined; to: number | undefined; bands: readonly Band[] }[] = []
  for (const { day, bands } of points) {
    const open = found.at(-1)
    if (open && sameEdges(open.bands, bands)) continue
    if (open) open.to = day
    found.push({ from: open ? day : undefined, to: undefined, bands })
  }
  return found
}

const sameEdges = (a: readonly Band[], b: readonly Band[]): boolean =>
  a.length === b.length && a.every(({ edge, grade }, i) => edge === b[i]?.edge && grade === b[i].grade)

interface BandBox {
  readonly left: number
  readonly right: number
  readonly high: number
  readonly low: number
  readonly y: (value: number) => number
}

function paintBands(pen: CanvasRenderingContext2D, picture: Picture, bands: readonly Band[], box: BandBox): void {
  const { left, right, high, low, y } = box
  if (right <= left) return
  for (const { grade, beyond, edge } of bands.toSorted((a, b) => a.grade - b.grade)) {
    const at = Math.min(low + 4, Math.max(high - 4, y(edge)))
    const [from, to] = beyond === 'above' ? [high - 4, at] : [at, low + 4]
    if (to - from < 1) continue
    pen.globalAlpha = 0.2
    pen.fillStyle = picture.ink.grades[grade].fill
    pen.fillRect(left, from, right - left, to - from)
    pen.globalAlpha = 1
    pen.fillStyle = picture.ink.fill
    pen.fillRect(left, at, right - left, 0.75)
    if (to - from > 9 && right - left > 24)
      write(pen, picture, String(grade), left + 3, beyond === 'above' ? at - 2 : at + 9, {
        ink: picture.ink.quiet,
        size: 9,
      })
  }
}
