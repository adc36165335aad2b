import { useMemo, useState } from 'react'
import { type FormPath, type Scope, formOf, steps } from '#shared/casebook/path'
import { rehearse } from '#shared/casebook/rehearsal'
import type { CompiledStudy } from '#shared/study/compile'
import { textIn } from '#shared/study/definition'
import { useToday } from '../../app/clock'
import { Button } from '../../ui/button'
import { Checkbox, Field, TextInput } from '../../ui/field'
import { showWindow } from '../../ui/dates'
import { type UiLanguage, useLanguage, useTexts } from '../../ui/language'
import { versionsTexts } from './texts'
import type { Rehearsed } from './use-rehearsals'
import styles from './versions.module.css'

interface ParticipantProps {
  readonly line: Rehearsed
  readonly study: CompiledStudy
  readonly to: CompiledStudy
  /** Left out while this person may not move the participant. */
  readonly onMove: ((more: { readonly forms: readonly FormPath[]; readonly reason?: string }) => void) | undefined
}

/** What moving one participant would change, form by form what is taken along, and the move itself. */
export function Participant({ line, study, to, onMove }: ParticipantProps) {
  const say = useTexts(versionsTexts)
  const language = useLanguage()
  const today = useToday()
  const [along, setAlong] = useState<readonly FormPath[]>([])
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const would = useMemo(
    () => rehearse(study, line.casebook, { to: to.id, forms: along }, today),
    [study, line.casebook, to.id, along, today],
  )
  const { code } = line
  const name = to.version.name
  const called = useNames(study)
  const needsReason = line.back && !line.consented

  const parts: readonly (readonly [title: Parameters<typeof say>[0], lines: readonly string[]])[] = [
    ['would.visitsAdded', would.added.map(called)],
    ['would.visitsRemoved', would.removed.map(called)],
    [
      'would.visitsMoved',
      would.moved.map(
        ({ event, before, after }) =>
          `${called(event)}: ${windowOf(before, language, today)} → ${windowOf(after, language, today)}`,
      ),
    ],
    ['would.reopened', would.reopened.map(called)],
    ['would.opens', would.opens.map(({ form, check }) => `${called(form)}: ${check}`)],
    ['would.closes', would.closes.map(({ form, check }) => `${called(form)}: ${check}`)],
    [
      'would.derived',
      would.derived.map(({ path, before, after }) => `${called(path)}: ${before ?? '–'} → ${after ?? '–'}`),
    ],
    ['would.releases', would.releases.map(({ event, agent }) => `${called(event)}: ${agent}`)],
    [
      'would.criteria',
      would.criteria.map(
        ({ id, before, after }) => `${id}: ${say(`answer.${before ?? 'none'}`)} → ${say(`answer.${after ?? 'none'}`)}`,
      ),
    ],
    ['would.signatures', would.signatures.map(({ form }) => called(form))],
    ['would.verifications', would.verifications.map(called)],
  ]
  const stays = would.entered.filter((form) => !along.includes(form))
  const move = () => {
    setAsked(true)
    const words = reason.trim()
    if (needsReason && words === '') return
    onMove?.({ forms: along, ...(needsReason && { reason: words }) })
  }
  return (
    <section className={styles.part} aria-label={code}>
      <h2>{code}</h2>
      {parts.every(([, lines]) => lines.length === 0) && <p>{say('would.none', { code })}</p>}
      {parts.map(
        ([title, lines]) =>
          lines.length > 0 && (
            <div key={title}>
              <h3>{say(title)}</h3>
              <ul className={styles.would}>
                {[...new Set(lines)].map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            </div>
          ),
      )}
      {would.entered.length > 0 && (
        <div className={styles.stack}>
          {stays.length > 0 && <p>{say('kept', { count: stays.length })}</p>}
          <p className="secondary">{say('alongText', { name })}</p>
          <ul className={styles.choices}>
            {would.entered.map((form) => {
              const stuck = would.withoutPlace.some((path) => formOf(path) === form)
              return (
                <li key={form}>
                  <Checkbox
                    checked={along.includes(form)}
                    disabled={stuck || !onMove}
                    onChange={() =>
                      setAlong(along.includes(form) ? along.filter((one) => one !== form) : [...along, form])
                    }
                  >
                    {called(form)} {stuck && <span className="secondary">{say('noPlace', { name })}</span>}
                  </Checkbox>
                </li>
              )
            })}
          </ul>
        </div>
      )}
      {onMove && (
        <div className={styles.stack}>
          {needsReason && (
            <Field
              label={say('reason')}
              required
              problem={asked && reason.trim() === '' ? say('reasonProblem') : undefined}
            >
              {(control) => (
                <TextInput
                  {...control}
                  maxLength={500}
                  value={reason}
                  onChange={({ target }) => setReason(target.value)}
                />
              )}
            </Field>
          )}
          <div className={styles.tools}>
            <Button kind="primary" onClick={move}>
              {say('move', { code })}
            </Button>
          </div>
        </div>
      )}
    </section>
  )
}

function windowOf(
  { from, to }: { readonly from?: string; readonly to?: string },
  language: UiLanguage,
  today: string,
): string {
  return from === undefined || to === undefined ? '–' : showWindow(from, to, language, today)
}

/** What people call a visit, a form at a visit, or an item of one. */
function useNames(study: CompiledStudy): (path: Scope) => string {
  const language = useLanguage()
  return (path) => {
    const [event, form, , item] = steps(path)
    const visit = event && study.event(event.oid)
    const def = form && study.form(form.oid)
    const placed = form && item && study.item(form.oid, item.oid)
    const parts = [
      placed ? textIn(placed.def.label, language) : item?.oid,
      def ? textIn(def.title, language) : form?.oid,
      visit && (visit.kind !== 'log' || !form) ? textIn(visit.title, language) : undefined,
    ]
    return parts.filter((part) => part !== undefined).join(', ') || path
  }
}
