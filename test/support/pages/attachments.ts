import { type Locator, type Page, expect } from '@playwright/test'

/** The pictures below a form. */
export class Attachments {
  constructor(private readonly page: Page) {}

  get part(): Locator {
    return this.page.getByRole('region', { name: 'Attachments' })
  }

  line(title: string): Locator {
    return this.part.getByRole('button', { name: title })
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog')
  }

  /** Begins to add a picture, which may be refused. */
  async choose(name: string, mimeType: string, buffer: Buffer): Promise<void> {
    if ((await this.dialog.count()) === 0) await this.part.getByRole('button', { name: 'Add a picture' }).click()
    await this.dialog.locator('input[type=file]').setInputFiles({ name, mimeType, buffer })
  }

  /** Draws over a part of the chosen picture, in shares of its width and height. */
  async blackOut(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    const picture = this.dialog.getByAltText('The picture that was chosen')
    await picture.scrollIntoViewIfNeeded()
    const box = await picture.boundingBox()
    if (!box) throw new Error('there is no picture')
    const at = ([x, y]: readonly [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const
    await this.page.mouse.move(...at(from))
    await this.page.mouse.down()
    await this.page.mouse.move(...at(to), { steps: 4 })
    await this.page.mouse.up()
  }

  /** Says what it shows and that it was looked at, and adds it. */
  async add(title: string): Promise<void> {
    await this.dialog.getByLabel('What it shows').fill(title)
    await this.dialog.getByLabel(/^I have looked/).check()
    await this.dialog.getByRole('button', { name: 'Add to the form' }).click()
    await expect(this.line(title)).toBeVisible()
  }

  /** Opens a picture and says how bright it is at some places, from 0 to 255. */
  async brightness(title: string, places: readonly (readonly [number, number])[]): Promise<readonly number[]> {
    await this.line(title).click()
    const picture = this.dialog.getByRole('img', { name: title })
    await expect(picture).toBeVisible()
    return picture.evaluate(async (image: HTMLImageElement, places) => {
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = image.naturalWidth
      canvas.height = image.naturalHeight
      const context = canvas.getContext('2d')
      context?.drawImage(image, 0, 0)
      return places.map(([x, y]) => {
        const [r = 0, g = 0, b = 0] = context?.getImageData(x * canvas.width, y * canvas.height, 1, 1).data ?? []
        return Math.round((r + g + b) / 3)
      })
    }, places)
  }
}

/** A printed strip with a name on its upper left, drawn by the browser. */
export async function drawStrip(page: Page, type: 'image/png' | 'image/jpeg'): Promise<Buffer> {
  const numbers = await page.evaluate(async (type) => {
    const canvas = document.createElement('canvas')
    canvas.width = 1200
    canvas.height = 800
    const context = canvas.getContext('2d')
    if (!context) throw new Error('no canvas')
    context.fillStyle = '#fff7f2'
    context.fillRect(0, 0, 1200, 800)
    context.strokeStyle = '#f0b8a8'
    for (let at = 0; at < 1200; at += 20) {
      context.strokeRect(at, 0, 0, 800)
      context.strokeRect(0, at, 1200, 0)
    }
    context.strokeStyle = '#222'
    context.lineWidth = 2
    for (const base of [260, 420, 580, 740]) {
      context.beginPath()
      for (let x = 0; x < 1200; x++) {
        const beat = x % 150
        const peak = beat > 70 && beat < 78 ? -70 : beat >= 78 && beat < 84 ? 24 : beat > 30 && beat < 48 ? -8 : 0
        context.lineTo(x, base + peak)
      }
      context.stroke()
    }
    context.fillStyle = '#111'
    context.font = '28px sans-serif'
    context.fillText('NAME OF A PATIENT   1961-04-02', 24, 48)
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type))
    return [...new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer())]
  }, type)
  return Buffer.from(numbers)
}
