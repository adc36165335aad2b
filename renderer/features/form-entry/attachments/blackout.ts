/** A part of a picture that is blacked out, in shares of its width and height. */
export interface Blackout {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

const inside = (share: number): number => Math.min(1, Math.max(0, share))

/** The rectangle between two corners, as far as it lies in the picture. */
export function between(a: Point, b: Point): Blackout {
  const [left, right] = [inside(Math.min(a.x, b.x)), inside(Math.max(a.x, b.x))]
  const [top, bottom] = [inside(Math.min(a.y, b.y)), inside(Math.max(a.y, b.y))]
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** Moved without leaving the picture. */
export const moved = ({ x, y, width, height }: Blackout, by: Point): Blackout => ({
  x: Math.min(1 - width, Math.max(0, x + by.x)),
  y: Math.min(1 - height, Math.max(0, y + by.y)),
  width,
  height,
})

/** Smaller than anybody could see or mean: a press that was no drawing. */
const LEAST = 0.004

/** Its lower right corner moved; never smaller than can be seen, never out of the picture. */
export const resized = ({ x, y, width, height }: Blackout, by: Point): Blackout => ({
  x,
  y,
  width: Math.min(1 - x, Math.max(LEAST, width + by.x)),
  height: Math.min(1 - y, Math.max(LEAST, height + by.y)),
})

export const isMeant = ({ width, height }: Blackout): boolean => width >= LEAST && height >= LEAST

/** The pixels that it covers, those that it only touches included. */
export function pixelsOf(
  { x, y, width, height }: Blackout,
  picture: { readonly width: number; readonly height: number },
): readonly [left: number, top: number, width: number, height: number] {
  const left = Math.floor(x * picture.width)
  const top = Math.floor(y * picture.height)
  return [left, top, Math.ceil((x + width) * picture.width) - left, Math.ceil((y + height) * picture.height) - top]
}
