import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Fonts } from '#shared/export/pdf/paper'

/** What casebooks are set in. */
export function fonts(): Fonts {
  const find = createRequire(import.meta.url)
  const font = (file: string) => new Uint8Array(readFileSync(find.resolve(`@expo-google-fonts/noto-sans/${file}`)))
  return {
    regular: font('400Regular/NotoSans_400Regular.ttf'),
    bold: font('600SemiBold/NotoSans_600SemiBold.ttf'),
  }
}
