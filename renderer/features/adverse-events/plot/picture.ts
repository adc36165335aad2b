import type { FormPath } from '#shared/casebook/path'
import type { Analyte, LaboratoryLane } from '#shared/review/laboratory-lane'
import type { Timeline } from '#shared/review/timeline'
import type { LocalText } from '#shared/study/definition'
import type { View } from './axis'
import type { Ink } from './ink'
import type { Part, PlotRow } from './rows'

/** Everything that one drawing depends on. Sizes are in pixels of the page. */
export interface Picture {
  readonly timeline: Timeline
  readonly rows: readonly PlotRow[]
  readonly view: View
  readonly width: number
  readonly height: number
  /** How far the rows are scrolled. */
  readonly scrolled: number
  readonly current: FormPath
  readonly ink: Ink
  readonly words: Words
  /** Asked only for lanes that are in sight. */
  readonly laneOf: (analyte: Analyte) => LaboratoryLane
}

/** What the plot says in the user's language. */
export interface Words {
  readonly visits: string
  readonly now: string
  readonly sae: string
  readonly unnamed: string
  readonly parts: Readonly<Record<Part, string>>
  readonly month: (iso: string, first: boolean) => string
  readonly title: (text: LocalText) => string
  readonly label: (analyte: Analyte) => string
  /** The signs of the rules that mark an event: `◆` changes a dose, `★` is of special interest. */
  readonly marks: (event: FormPath) => string
}

export const LABEL = 184
export const HEAD = 58

/** Where a day lies. */
export const xOf = ({ view, width }: Pick<Picture, 'view' | 'width'>, day: number): number =>
  LABEL + ((day - view.from) / (view.to - view.from)) * (width - LABEL)

export const dayAt = ({ view, width }: Pick<Picture, 'view' | 'width'>, x: number): number =>
  view.from + ((x - LABEL) / (width - LABEL)) * (view.to - view.from)

interface Style {
  readonly ink: string
  readonly bold?: boolean
  readonly centre?: boolean
  /** Cut off with an ellipsis beyond so many pixels. */
  readonly most?: number
  readonly size?: number
}

export function write(
  pen: CanvasRenderingContext2D,
  { ink }: Pick<Picture, 'ink'>,
  text: string,
  x: number,
  y: number,
  { ink: fill, bold = false, centre = false, most, size = 12 }: Style,
): void {
  pen.font = `${bold ? 600 : 400} ${size}px ${ink.font}`
  pen.fillStyle = fill
  pen.textAlign = centre ? 'center' : 'left'
  pen.fillText(most === undefined ? text : cut(pen, text, most), x, y)
}

function cut(pen: CanvasRenderingContext2D, text: string, most: number): string {
  if (pen.measureText(text).width <= most) return text
  let [low, high] = [0, text.length]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (pen.measureText(`${text.slice(0, middle)}…`).width <= most) low = middle
    else high = middle - 1
  }
  return `${text.slice(0, low).trimEnd()}…`
}
