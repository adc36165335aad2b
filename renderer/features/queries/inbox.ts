import type { Casebook, QueryState } from '#shared/casebook/casebook'
import { standingForms } from '#shared/casebook/fold'
import { answersOf } from '#shared/casebook/links'
import { formOf, type FormPath, ItemPath, steps } from '#shared/casebook/path'
import type { SubjectCode, SubjectKey, UserId } from '#shared/ids'
import { type CompiledStudy } from '#shared/study/compile'
import { type Language, textIn } from '#shared/study/definition'
import { showEntry } from '#shared/study/show-entry'

export type InboxGroup = 'open' | 'answered' | 'contested'

/** One query as the inbox lists it. */
export interface InboxLine {
  readonly subject: SubjectKey
  readonly code: SubjectCode
  readonly query: QueryState
  readonly group: InboxGroup
  readonly form: FormPath | undefined
  readonly item: ItemPath | undefined
  /** What the query is about; undefined for a whole casebook. */
  readonly visit: string | undefined
  readonly about: readonly string[]
  /** What was said last, or the values that stand against each other. */
  readonly words: string
  readonly values: readonly string[]
  readonly by: UserId | undefined
  readonly at: string | undefined
}

/** Every unsettled query of a casebook, the one that waits longest first. */
export function inboxOf(
  casebook: Casebook,
  code: SubjectCode,
  study: CompiledStudy | undefined,
  language: Language,
): readonly InboxLine[] {
  const queries = [...standingForms(casebook).flatMap(({ queries }) => queries), ...casebook.own.queries]
  return queries.flatMap((query): readonly InboxLine[] => {
    const group = groupOf(query)
    if (!group) return []
    const form = formOf(query.scope)
    const item = ItemPath.safeParse(query.scope)
    const [event, formStep, , itemStep] = steps(query.scope)
    const eventDef = event && study?.event(event.oid)
    const formDef = formStep && study?.form(formStep.oid)
    const itemDef = formStep && itemStep && study?.item(formStep.oid, itemStep.oid)?.def
    const state = form && item.success ? casebook.forms.get(form)?.items.get(item.data) : undefined
    const last = query.thread.at(-1)
    const since = group === 'contested' ? state?.heads.at(-1)?.logged : last?.logged
    return [
      {
        subject: casebook.subject,
        code,
        query,
        group,
        form,
        item: item.success ? item.data : undefined,
        visit: eventDef && eventDef.kind !== 'log' ? textIn(eventDef.title, language) : undefined,
        about: [itemDef && textIn(itemDef.label, language), formDef && textIn(formDef.title, language)].filter(
          (name) => name !== undefined,
        ),
        words: last?.text ?? '',
        values: itemDef
          ? (state?.heads.map(({ value }) =>
              showEntry(itemDef, value, answersOf(study, casebook, itemDef), language),
            ) ?? [])
          : [],
        by: since?.change.author,
        at: since?.change.claimedAt,
      },
    ]
  })
}

function groupOf({ origin, status }: QueryState): InboxGroup | undefined {
  if (status === 'closed' || status === 'cancelled') return undefined
  return origin === 'contested' ? 'contested' : status
}
