import { type FormPath, eventOf } from '#shared/casebook/path'
import { visitDate } from '#shared/casebook/schedule'
import { type ReadEntry, readEntry } from '#shared/study/read-entry'
import type { Answerable, Entered, World } from './world'

/** What was typed into an item, read as its form, its visit and the person's clock mean it. */
export function readTyped(
  { study, casebook, today, zoneOffset, dictionary }: World,
  form: FormPath,
  { def, codeList }: Answerable,
  typed: { readonly text: string; readonly unit?: string },
): ReadEntry {
  // Of a link these are the records that can be chosen, and those that stand there although they cannot be any more.
  const codes = codeList?.codes.map(({ code }) => code)
  const visited = visitDate(study, casebook, eventOf(form))
  return readEntry(def, typed, {
    ...{ today, zoneOffset, terms: dictionary?.terms ?? [] },
    ...(visited !== undefined && { visitDate: visited }),
    ...(codes && (def.type === 'text' ? { records: codes } : { codes })),
  })
}

/** Of several entries made as one: what cannot be read comes before what waits, and that before what is stored. */
export const firstToSay = (taken: readonly Entered[]): Entered =>
  (['unreadable', 'reason-wanted', 'stored'] as const)
    .map((kind) => taken.find((one) => one.kind === kind))
    .find((one) => one !== undefined) ?? { kind: 'same' }
