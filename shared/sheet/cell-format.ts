import type { XmlElement } from '../import/xml'
import { eachElement } from './elements'

/** How a spreadsheet shows a number. `dressed`: with other signs than the number has, such as a `<` before it. */
export type CellFormat = 'number' | 'percent' | 'day' | 'dressed'

/** The formats of a workbook by the number that cells name them by. */
export function formatsIn(styles: string): readonly CellFormat[] {
  const own = new Map<number, CellFormat>()
  eachElement(styles, 'numFmt', ({ attributes }) => {
    own.set(Number(attributes.get('numFmtId')), formatOf(attributes.get('formatCode') ?? ''))
  })
  const formats: CellFormat[] = []
  eachElement(styles, 'cellXfs', ({ children }: XmlElement) => {
    for (const { attributes } of children) {
      const id = Number(attributes.get('numFmtId') ?? 0)
      formats.push(own.get(id) ?? builtIn(id))
    }
  })
  return formats
}

/** ECMA-376 part 1, 18.8.30: the formats that every spreadsheet has without saying so. */
function builtIn(id: number): CellFormat {
  if (id === 9 || id === 10) return 'percent'
  const isDay = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)
  return isDay ? 'day' : 'number'
}

function formatOf(code: string): CellFormat {
  // Colours and places change no sign; conditions choose between formats.
  const bare = code.replace(/\[(?:\$-[^\]]*|[A-Za-z]+\d*)\]/g, '').replace(/_.|\*./g, '')
  const words = bare.replace(/"[^"]*"|\\./g, '')
  if (/[ymd]/i.test(words) && !/[0#?]/.test(words.replace(/\.0+/g, ''))) return 'day'
  if (/"[^"]*[^"\s][^"]*"|\\[^\s-]|[<>=]/.test(bare)) return 'dressed'
  return words.includes('%') ? 'percent' : 'number'
}
