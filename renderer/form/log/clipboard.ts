/**
 * The cells of what a spreadsheet puts on the clipboard: rows end with a line end, cells are parted by tabs, a cell with
 * either in it stands in quotes, in which a quote is doubled. The line end after the last row makes no row of its own.
 */
export function cellsOf(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  const endCell = () => {
    rows.at(-1)?.push(cell)
    cell = ''
  }
  for (let i = 0; i < text.length; i++) {
    const sign = text.charAt(i)
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (text.charAt(i + 1) === '"') {
        cell += sign
        i++
      } else quoted = false
    } else if (sign === '"' && cell === '') quoted = true
    else if (sign === '\t') endCell()
    else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text.charAt(i + 1) === '\n') i++
      endCell()
      rows.push([])
    } else cell += sign
  }
  const last = rows.at(-1)
  if (cell === '' && last?.length === 0 && rows.length > 1) rows.pop()
  else endCell()
  return rows
}
