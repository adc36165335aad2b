import { useMemo } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import { answersOf } from '#shared/casebook/links'
import { type ItemPath, formOf, formOid, itemOf } from '#shared/casebook/path'
import { type Entry, refOf } from '#shared/change/change'
import { type AuditLine, auditOf } from '#shared/export/audit'
import { type Naming, recordedAs, sayAct } from '#shared/export/audit-words'
import { sayClock } from '#shared/export/clock-words'
import { formats } from '#shared/export/formats'
import { ExportFormat } from '#shared/export/manifest'
import { wordsIn } from '#shared/export/words'
import { REDACTED } from '#shared/redaction/black-out'
import type { CompiledStudy } from '#shared/study/compile'
import type { Language } from '#shared/study/definition'
import { textIn } from '#shared/study/names'
import { showEntry } from '#shared/study/show-entry'
import { usePersonName } from '../../app/people'
import { showClaimed } from '../../form/instant'
import { useLanguage, useTexts } from '../../ui/language'
import { scopeName } from '../words'
import { trailTexts } from './texts'

/** One line as it is shown and searched. */
export interface Shown {
  readonly key: string
  readonly line: AuditLine
  readonly who: string
  readonly what: string
  readonly where: string
  readonly change: string
  /** The same as the record has it, with references and hashes, where the words leave them out. */
  readonly recorded: string | undefined
  readonly reason: string | undefined
  /** Counted, held and why, or not there yet. */
  readonly state: string
  /** What is to be said of the clock that it was written by. */
  readonly clock: string | undefined
}

/** Whose trail is told: a participant's, or that of a site's own book. */
export interface TrailOf {
  readonly study: CompiledStudy
  readonly casebook: Casebook
}

/** A value as it reads at its item; nothing where the study has no such item. */
export function showAt(
  { study, casebook }: TrailOf,
  item: ItemPath | undefined,
  value: Entry,
  language: Language,
): string {
  const form = item && formOf(item)
  const def = form && study.item(formOid(form), itemOf(item))?.def
  return def ? showEntry(def, value, answersOf(study, casebook, def), language) : ''
}

/** Tells every line of a trail in words, in order of commitment; `own` is what is said of it as a whole is called. */
export function useSpokenTrail(): (of: TrailOf, own?: string) => readonly Shown[] {
  const say = useTexts(trailTexts)
  const language = useLanguage()
  const nameOf = usePersonName()
  return useMemo(() => {
    const words = wordsIn(language)
    const stateOf = ({ reception, logged }: AuditLine): string =>
      reception === 'held' && logged.receipt?.reason
        ? `${words.reception.held}: ${words.held[logged.receipt.reason]}`
        : words.reception[reception]
    const act = (naming: Naming, line: AuditLine, said: string): string => {
      const { body } = line.logged.change
      if (body.kind !== 'export') return sayAct(naming, line, said)
      const format = ExportFormat.safeParse(body.format)
      return say('exported', {
        what: format.success ? textIn(formats[format.data].title, language) : say('trailFile'),
        count: body.participants,
        asOf: showClaimed(body.asOf, language),
        sha256: body.sha256,
      })
    }
    return (of, own = say('casebook')) => {
      const naming: Naming = {
        ...{ words, language, study: of.study, casebook: of.casebook },
        place: (scope) => scopeName(of.study, scope, language) ?? own,
        person: (author) => nameOf(author) ?? say('someone'),
        moment: (claimedAt) => showClaimed(claimedAt, language),
      }
      return auditOf(of.casebook).map((line, i): Shown => {
        const { change } = line.logged
        const shown = (value: Entry | string): string => {
          if (typeof value === 'string') return act(naming, line, value)
          if (value.state === 'missing' && value.reason === REDACTED) return say('blackedOut')
          return showAt(of, line.item, value, language)
        }
        const before = line.from.map((value) => shown(value) || say('nothing')).join(' / ')
        const after = shown(line.to)
        return {
          key: `${refOf(change)} ${i}`,
          line,
          who: `${nameOf(change.author) ?? say('someone')}, ${words.role[change.role]}`,
          what: words.kind[line.kind],
          where: naming.place(line.scope),
          clock: line.clock && sayClock(words, line.clock),
          change: before === '' ? after : `${before} → ${after || say('nothing')}`,
          recorded: recordedAs(line),
          reason: line.reason === REDACTED ? say('blackedOut') : line.reason,
          state: stateOf(line),
        }
      })
    }
  }, [say, language, nameOf])
}

/** Whether words somebody typed stand in a line; its own reference finds an entry, and those that speak of it. */
export function holdsWord({ line, who, what, where, change, recorded, reason, clock }: Shown, typed: string): boolean {
  const wanted = typed.trim().toLowerCase()
  if (wanted === '') return true
  const own = refOf(line.logged.change)
  return [who, what, where, change, own, recorded, reason, clock].join(' ').toLowerCase().includes(wanted)
}
