import { layoutOf } from '#shared/casebook/layout'
import type { Casebook } from '#shared/casebook/casebook'
import { findingsOf } from '#shared/casebook/findings'
import { FormPath } from '#shared/casebook/path'
import type { CompiledStudy } from '#shared/study/compile'
import { readEntry } from '#shared/study/read-entry'
import { nurse, Story } from './story'

/** Forms by path, items as `GROUP/ITEM` or `GROUP:row/ITEM` as a nurse types them: `1.4 mg/dL`. */
export type Told = Readonly<Record<string, Readonly<Record<string, string>>>>

/** What a nurse typed, as a casebook. Throws on what no item takes. */
export function typedCasebook(study: CompiledStudy, told: Told): Casebook {
  const story = new Story(study.id, study.version.study.id)
  for (const [path, values] of Object.entries(told)) {
    const form = path.split('/')[1]?.split(':')[0] ?? ''
    const entries = Object.entries(values).map(([key, text]) => {
      const def = study.item(form, key.split('/')[1] ?? '')?.def
      if (!def) throw new Error(`no item ${path}/${key}`)
      const codes = study.codeListOf(def)?.codes.map(({ code }) => code) ?? []
      const read = readEntry(def, { text }, { today: '2026-06-01', codes, zoneOffset: '+01:00' })
      if (!read.ok) throw new Error(`${key} cannot be ${text}: ${read.reason}`)
      return [key, read.entry] as const
    })
    story.enters(nurse, '2026-06-01T09:00:00.000+02:00', FormPath.parse(path), Object.fromEntries(entries))
  }
  return story.casebook()
}

/** What calculated items of a form say, by item; undefined where they say nothing. */
export function calculatedIn(
  study: CompiledStudy,
  casebook: Casebook,
  path: string,
): Record<string, string | undefined> {
  const rows = layoutOf(study, casebook, FormPath.parse(path))?.groups.flatMap((group) => group.rows) ?? []
  return Object.fromEntries(
    rows.flatMap(({ items }) =>
      items.flatMap(({ def, calculation }) => {
        if (!calculation) return []
        const { entry } = calculation
        return [[def.oid, entry?.state === 'value' ? `${entry.text} ${entry.unit ?? ''}`.trim() : undefined]]
      }),
    ),
  )
}

/** The checks that are raised at a form. */
export const raisedAt = (
  study: CompiledStudy,
  casebook: Casebook,
  path: string,
  today = '2026-06-01',
): readonly string[] =>
  findingsOf(study, casebook, FormPath.parse(path), today).map(({ check, severity }) => `${severity} ${check}`)
