import type { CompiledStudy } from '../study/compile'
import type { GroupDef } from '../study/definition'
import { messages } from './finding-texts'
import { leadsTo, looksLikePath, referencesIn } from './links'
import type { Raised, Raising } from './raise'

/** Whether a form has any link. */
export const hasLinks = (study: CompiledStudy, form: string): boolean => study.form(form)?.groups.some(linksIn) ?? false

const linksIn = ({ items }: GroupDef): boolean => items.some((item) => item.type === 'text' && item.link)

/** Links that lead nowhere any more, and words from before there was one. They hang on what other forms say. */
export function linkFindings({ study, casebook, state, layout }: Raising): readonly Raised[] {
  const rows = layout.groups.filter(({ def }) => linksIn(def)).flatMap((group) => group.rows)
  return rows.flatMap(({ repeat, items }) =>
    items.flatMap(({ def, path }): readonly Raised[] => {
      const link = def.type === 'text' ? def.link : undefined
      const item = link && state.items.get(path)
      if (!link || item?.value?.state !== 'value') return []
      const lost = referencesIn(study, casebook, link, item.value.text).flatMap((part) => {
        const found = leadsTo(study, casebook, link, part)
        return found === 'standing' ? [] : [found === 'gone' || looksLikePath(part)]
      })
      if (lost.length === 0) return []
      const gone = lost.includes(true)
      return [
        {
          check: `${gone ? 'LINK-GONE' : 'LINK-WORDS'}:${def.oid}${repeat === undefined ? '' : `:${repeat}`}`,
          severity: gone ? 'S' : 'I',
          items: [path],
          message: gone ? messages.linkGone : messages.linkWords,
          evidence: item.heads.map(({ ref }) => ref).sort(),
        },
      ]
    }),
  )
}
