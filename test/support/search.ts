import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Which of these words stand in which files below a folder, as UTF-8 or as UTF-16: `[word, path in the folder]`. */
export function wordsIn(folder: string, words: readonly string[]): [word: string, file: string][] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.flatMap((entry) => {
    const file = join(entry.parentPath, entry.name)
    const bytes = readFileSync(file)
    const stands = (word: string) =>
      bytes.includes(Buffer.from(word, 'utf8')) || bytes.includes(Buffer.from(word, 'utf16le'))
    return words.filter(stands).map((word): [string, string] => [word, file.slice(folder.length + 1)])
  })
}
