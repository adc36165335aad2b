import { FormPath } from '#shared/casebook/path'
import type { Casebook } from '#shared/casebook/casebook'
import type { CompiledStudy } from '#shared/study/compile'
import { readEntry } from '#shared/study/read-entry'
import { type Narrator, Story, nurse } from './story'

/** Items by form and name, as a nurse types them: `'W8/LBH': { PLT: '60' }`. */
export type Told = Readonly<Record<string, Readonly<Record<string, string>>>>

/** What one nurse entered, form by form; whoever goes on with the story may be somebody else. */
export function storyOf(study: CompiledStudy, told: Told, at = '2026-06-01T09:00:00.000+02:00'): Story {
  const story = new Story(study.id, study.version.study.id)
  for (const [path, values] of Object.entries(told)) tell(story, study, path, values, { at })
  return story
}

export const casebookOf = (study: CompiledStudy, told: Told): Casebook => storyOf(study, told).casebook()

/** Goes on with a story: values of a form, read as they were typed. */
export function tell(
  story: Story,
  study: CompiledStudy,
  path: string,
  values: Readonly<Record<string, string>>,
  { at, who = nurse, reason }: { readonly at: string; readonly who?: Narrator; readonly reason?: string },
) {
  const oid = path.split('/')[1]?.split(':')[0] ?? ''
  const entries = Object.entries(values).map(([item, text]) => {
    const placed = study.item(oid, item)
    if (!placed) throw new Error(`no item ${oid}.${item}`)
    const codes = study.codeListOf(placed.def)?.codes.map(({ code }) => code)
    const read = readEntry(placed.def, { text }, { today: '2030-01-01', zoneOffset: '+02:00', ...(codes && { codes }) })
    if (!read.ok) throw new Error(`${oid}.${item} cannot be ${text}: ${read.reason}`)
    return [`${placed.group.oid}/${item}`, read.entry] as const
  })
  return story.enters(
    who,
    at,
    FormPath.parse(path),
    Object.fromEntries(entries),
    reason === undefined ? {} : { reason },
  )
}
