import type { CompiledStudy } from '../study/compile'
import { messages } from './finding-texts'
import { looksLikePath, referableOf, referencesIn } from './links'
import type { Raised, Raising } from './raise'

/** Whether a form has any link. */
export const hasLinks = (study: CompiledStudy, form: string): boolean =>
  study.form(form)?.groups.some(({ items }) => items.some((item) => item.type === 'text' && item.link)) ?? false

/** Links that lead nowhere any more, and words from before there was one. They hang on what other forms say. */
export function linkFindings({ study, casebook, state, layout }: Raising): readonly Raised[] {
  if (!hasLinks(study, layout.def.oid)) return []
  const rows = layout.groups.flatMap((group) => group.rows)
  return rows.flatMap(({ repeat, items }) =>
    items.flatMap(({ def, path }): readonly Raised[] => {
      const item = state.items.get(path)
      const referable = item?.value?.state === 'value' ? referableOf(study, casebook, def) : undefined
      if (item?.value?.state !== 'value' || !referable) return []
      const lost = referencesIn(item.value.text, referable).filter(
        (part) => referable.gone.has(part) || !referable.list.codes.some(({ code }) => code === part),
      )
      if (lost.length === 0) return []
      const gone = lost.some((part) => referable.gone.has(part) || looksLikePath(part))
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
