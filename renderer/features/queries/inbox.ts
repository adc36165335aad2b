import type { Casebook } from '#shared/casebook/casebook'
import { answersOf } from '#shared/casebook/links'
import { isAsked } from '#shared/casebook/queries'
import { formOf, type FormPath, ItemPath, steps } from '#shared/casebook/path'
import type { SubjectCode, SubjectKey, UserId } from '#shared/ids'
import { type AskedQuery, partyOf, queriesIn } from '#shared/review/queries'
import type { Role } from '#shared/roles'
import { type CompiledStudy } from '#shared/study/compile'
import { type Language, textIn } from '#shared/study/definition'
import { showEntry } from '#shared/study/show-entry'

export type InboxGroup = 'open' | 'answered' | 'contested' | 'proposed'

/** One query as the inbox lists it. */
export interface InboxLine {
  readonly key: string
  readonly subject: SubjectKey
  readonly code: SubjectCode
  readonly casebook: Casebook
  readonly query: AskedQuery
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

/** Every query of a casebook that waits for somebody. */
export function inboxOf(
  casebook: Casebook,
  code: SubjectCode,
  study: CompiledStudy,
  today: string,
  language: Language,
): readonly InboxLine[] {
  return queriesIn(study, casebook, today).flatMap((query): readonly InboxLine[] => {
    const group = groupOf(query)
    if (!group) return []
    const form = formOf(query.scope)
    const item = ItemPath.safeParse(query.scope)
    const [event, formStep, , itemStep] = steps(query.scope)
    const eventDef = event && study.event(event.oid)
    const formDef = formStep && study.form(formStep.oid)
    const itemDef = formStep && itemStep && study.item(formStep.oid, itemStep.oid)?.def
    const state = form && item.success ? casebook.forms.get(form)?.items.get(item.data) : undefined
    const { finding, since } = query
    return [
      {
        key: `${casebook.subject} ${query.id}`,
        subject: casebook.subject,
        code,
        casebook,
        query,
        group,
        form,
        item: item.success ? item.data : undefined,
        visit: eventDef && eventDef.kind !== 'log' ? textIn(eventDef.title, language) : undefined,
        about: [itemDef && textIn(itemDef.label, language), formDef && textIn(formDef.title, language)].filter(
          (name) => name !== undefined,
        ),
        words:
          query.thread.at(-1)?.text ||
          finding?.confirmation?.reason ||
          (finding ? textIn(finding.message, language) : ''),
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

function groupOf({ origin, status }: AskedQuery): InboxGroup | undefined {
  if (status === 'candidate') return origin === 'manual' ? 'proposed' : undefined
  if (!isAsked(status) && status !== 'answered') return undefined
  return origin === 'contested' ? 'contested' : isAsked(status) ? 'open' : 'answered'
}

/** Whether it is the turn of somebody in one of these roles: an investigator also speaks for their site. */
export const isMyTurn = ({ query: { turn } }: InboxLine, roles: readonly Role[]): boolean =>
  roles.some((role) => partyOf(role) === turn || (role === 'investigator' && turn === 'site'))

/** Whole days that a query has waited. */
export const daysWaiting = ({ at }: InboxLine, now: Date): number =>
  at === undefined ? 0 : Math.max(0, Math.floor((now.getTime() - Date.parse(at)) / 86_400_000))
