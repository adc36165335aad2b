import regularFont from '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf?url'
import boldFont from '@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf?url'
import type { Fonts } from '#shared/export/pdf/paper'

/** What PDF is written with, from the app's own files. Rejects when they cannot be fetched. */
export async function fetchFonts(): Promise<Fonts> {
  const [regular, bold] = await Promise.all([fetchBytes(regularFont), fetchBytes(boldFont)])
  return { regular, bold }
}

async function fetchBytes(address: string): Promise<Uint8Array> {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error('a part of the app could not be fetched')
  return new Uint8Array(await answer.arrayBuffer())
}
