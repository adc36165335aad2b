import { Fragment, useState } from 'react'
import type { PlannedEvent } from '#shared/casebook/schedule'
import type { Expiry, Supposition } from '#shared/casebook/supposition'
import { isoDayPlus } from '#shared/partial-date'
import { textIn } from '#shared/study/definition'
import { readDate } from '#shared/study/read-date'
import { IconButton } from '../../ui/button'
import { Field, TextInput } from '../../ui/field'
import { showDate, showDay } from '../../ui/dates'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { deviationTexts } from './deviation-texts'
import { deviationText, visitTitle } from './deviation-words'
import type { FormAt } from './form-mark'
import { dosesFirst } from './planner-lines'
import { plannerTexts } from './planner-texts'
import styles from './planner.module.css'

interface WhatIfProps {
  readonly at: FormAt
  readonly planned: PlannedEvent
  /** What follows from the day asked about. */
  readonly supposition: Supposition | undefined
  readonly onSuppose: (day: string | undefined) => void
}

/** Asks what follows if the visit is on another day. Nothing is recorded. */
export function WhatIf({ at, planned, supposition, onSuppose }: WhatIfProps) {
  const say = useTexts(plannerTexts)
  const language = useLanguage()
  const { today } = at
  const [typed, setTyped] = useState('')
  const read = typed.trim() === '' ? undefined : readDate(typed, { today }, true)
  const day = read?.ok && read.date.exact ? read.date.toString() : undefined
  const type = (text: string) => {
    setTyped(text)
    const next = text.trim() === '' ? undefined : readDate(text, { today }, true)
    onSuppose(next?.ok && next.date.exact ? next.date.toString() : undefined)
  }
  const step = (days: number) => type(showDate(isoDayPlus(day ?? planned.target ?? today, days), language))
  return (
    <section>
      <h3>{say('whatIf')}</h3>
      <Field
        label={say('whatIfLabel')}
        hint={say('whatIfHint')}
        problem={read === undefined || day !== undefined ? undefined : say('badDate')}
      >
        {(control) => (
          <div className={styles.asks}>
            <TextInput
              {...control}
              value={typed}
              placeholder={planned.target === undefined ? '' : showDate(planned.target, language)}
              onChange={({ target }) => type(target.value)}
            />
            <IconButton icon="left" label={say('weekEarlier')} onClick={() => step(-7)} />
            <IconButton icon="right" label={say('weekLater')} onClick={() => step(7)} />
          </div>
        )}
      </Field>
      {supposition && <Result at={at} of={supposition} />}
    </section>
  )
}

/** As many moves as are read at a glance; the chart shows them all. */
const SHOWN = 6

function Result({ at, of }: { at: FormAt; of: Supposition }) {
  const say = useTexts(plannerTexts)
  const deviation = useTexts(deviationTexts)
  const language = useLanguage()
  const { today } = at
  const { visit, moves, added, removed, expires, deviations } = of
  const dated = dosesFirst(
    at.study,
    moves.filter(({ before, after }) => before.target !== undefined && after.target !== undefined),
  )
  const titles = (planned: readonly PlannedEvent[]) =>
    [...new Set(planned.slice(0, SHOWN).map(({ def }) => textIn(def.title, language)))].join(', ') +
    (planned.length > SHOWN ? ` ${say('and', { count: planned.length - SHOWN })}` : '')
  return (
    <div className={styles.result} role="status">
      {!visit && <p className={styles.amber}>{say('notAsked')}</p>}
      {deviations.length > 0 ? (
        <div>
          <h4>{say('wouldDeviate')}</h4>
          <ul>
            {deviations.map((one) => (
              <li key={one.id}>
                <Mark
                  state="out-of-window"
                  word={deviationText(at, one, deviation, language)}
                  className={styles.wraps}
                />
              </li>
            ))}
          </ul>
        </div>
      ) : (
        visit?.from !== undefined && <p>{say('inWindow')}</p>
      )}
      {expires.length > 0 && (
        <div>
          <h4>{say('expires')}</h4>
          <ul>
            {expires.map((one) => (
              <li key={`${one.kind}${expiryText(one)}`}>
                <Mark state="expired" word={expiryText(one)} className={styles.wraps} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {dated.length > 0 && (
        <div>
          <h4>{say('moved')}</h4>
          <div className={styles.moves}>
            {dated.slice(0, SHOWN).map(({ before, after }) => (
              <Fragment key={after.event}>
                <p>{textIn(after.def.title, language)}</p>
                <span>
                  {say('movedTo', {
                    from: showDay(before.target ?? '', language, today),
                    to: showDay(after.target ?? '', language, today),
                  })}
                </span>
              </Fragment>
            ))}
          </div>
          {dated.length > SHOWN && <p className="secondary">{say('and', { count: dated.length - SHOWN })}</p>}
        </div>
      )}
      {added.length > 0 && (
        <div>
          <h4>{say('added')}</h4>
          <p>{titles(added)}</p>
        </div>
      )}
      {removed.length > 0 && (
        <div>
          <h4>{say('removed')}</h4>
          <p>{titles(removed)}</p>
        </div>
      )}
      {moves.length + added.length + removed.length === 0 && <p className="secondary">{say('nothingMoves')}</p>}
    </div>
  )

  function expiryText(one: Expiry): string {
    const last = showDay(one.expires, language, today)
    switch (one.kind) {
      case 'sample': {
        const def = at.study.form(one.form)
        const form = def ? textIn(def.title, language) : one.form
        return say('expires.sample', { form, date: showDay(one.date, language, today), expires: last })
      }
      case 'visit':
        return say('expires.visit', { visit: visitTitle(at.study, one.event, language), expires: last })
      case 'criterion':
        return say('expires.criterion', { id: one.id, expires: last })
    }
  }
}
