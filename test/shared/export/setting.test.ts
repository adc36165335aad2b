import { expect, test } from 'vitest'
import { setOnce } from '#shared/export/pdf/shaping'

/** A font of signs as wide as their code, that sets "AV" closer together and tells what it was asked to set. */
function fontThat() {
  const asked: string[] = []
  const font: Parameters<typeof setOnce>[0] = {
    layout(text) {
      asked.push(text)
      const positions = Array.from(text, (sign, i) => ({
        ...{ xOffset: 0, yOffset: 0, yAdvance: 0 },
        xAdvance: (sign.codePointAt(0) ?? 0) - (text.startsWith('AV', i) ? 10 : 0),
      }))
      return {
        glyphs: Array.from(text),
        positions,
        advanceWidth: positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0),
      }
    },
  }
  return { font, asked }
}

const texts = ['AVE', 'AVE ', ' ', '7', '12.50', '09:05:01 ', '2026-03-12', '12.50', '']

test.each(texts)('%j is set as the font sets it whole', (text) => {
  const quick = fontThat().font
  setOnce(quick)
  for (const time of ['first', 'again']) {
    const { glyphs, positions, advanceWidth } = quick.layout(text)
    expect([time, { glyphs, positions, advanceWidth }]).toEqual([time, fontThat().font.layout(text)])
  }
})

test('a word is set once, with or without a blank behind it, and a number sign by sign', () => {
  const { font, asked } = fontThat()
  setOnce(font)
  for (const text of ['AVE ', 'AVE', '10.01', '0.1 ', 'AVE']) font.layout(text)
  expect(asked).toEqual(['AVE', ' ', '1', '0', '.'])
})

test('whoever asks may change the positions: nobody else sees it', () => {
  const { font } = fontThat()
  setOnce(font)
  for (const position of font.layout('AVE').positions) Object.assign(position, { xAdvance: 0 })
  expect(font.layout('AVE').advanceWidth).toBe(65 + 86 + 69 - 10)
})
