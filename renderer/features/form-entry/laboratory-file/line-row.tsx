import type { KeyboardEvent } from 'react'
import { formOid } from '#shared/casebook/path'
import type { Window } from '#shared/casebook/window'
import type { RangeReading } from '#shared/laboratory-file/ranges'
import type { Said } from '#shared/laboratory-file/read-result'
import { textIn } from '#shared/study/definition'
import { measured, showUnit } from '#shared/study/show-entry'
import { Icon } from '../../../ui/icon'
import { showDate } from '../../../ui/dates'
import { Select } from '../../../ui/field'
import { useLanguage, useTexts } from '../../../ui/language'
import styles from './laboratory-file.module.css'
import { type Line, standingOf } from './lines'
import { fileTexts } from './texts'
import type { LaboratoryForm } from './visit-forms'

interface LineRowProps {
  readonly line: Line
  readonly forms: readonly LaboratoryForm[]
  readonly window: Window | undefined
  readonly isConfirmed: boolean
  readonly onConfirm: (is: boolean) => void
  readonly onSay: (said: Said) => void
}

/** One line: what the file says, what would be entered, and everything to know before confirming it. */
export function LineRow({ line, forms, window, isConfirmed, onConfirm, onSay }: LineRowProps) {
  const say = useTexts(fileTexts)
  const language = useLanguage()
  const standing = standingOf(line)
  const { found, read, def, day, before } = line
  const name = def ? textIn(def.label, language) : found ? found.name : say('sampleDate')
  const written = found && [found.value, found.unit].filter(Boolean).join(' ')
  const value = line.at === undefined ? day && showDate(day, language) : read?.text
  const unit = read?.unit
  const entered = value === undefined || unit === undefined ? value : measured(value, unit, language)
  // What cannot be entered stands there as the file has it.
  const isEntered = line.at === undefined || (def !== undefined && value !== undefined && standing !== 'stopped')
  return (
    <tr className={styles[standing]} data-line={line.id}>
      <td>
        {standing === 'same' ? (
          <Icon name="tick" className={styles.tick} />
        ) : (
          <input
            type="checkbox"
            className={styles.check}
            aria-label={say('confirmLine', { name })}
            checked={isConfirmed}
            disabled={standing !== 'ready'}
            onChange={(event) => onConfirm(event.target.checked)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              onConfirm(true)
              focusNext(event)
            }}
          />
        )}
      </td>
      <th scope="row">
        <span className={styles.name}>{name}</span>
        <span className={styles.small}>
          {line.at === undefined && line.form ? `${textIn(line.form.title, language)}, ` : ''}
          {say('row', { row: line.row })}
          {found && found.name !== name ? `: ${found.name}` : ''}
        </span>
      </th>
      <td className={styles.value}>
        {isEntered ? <b>{entered}</b> : <span className="secondary">{written}</span>}
        {isEntered && written !== undefined && written !== entered && (
          <span className={styles.small}>{say('asWritten', { written })}</span>
        )}
      </td>
      <td className={styles.value}>
        {before?.state === 'value' &&
          (before.unit === undefined ? before.text : measured(before.text, before.unit, language))}
        {before?.state === 'missing' && before.code}
      </td>
      <td>{limitsText(read?.range)}</td>
      <td>{line.at !== undefined && day !== undefined && showDate(day, language)}</td>
      <td>
        <ul className={styles.remarks}>
          {line.fault !== undefined && (
            <li className={standing === 'stopped' ? styles.stop : styles.ask}>{faultText()}</li>
          )}
          {standing === 'same' && line.fault === undefined && <li className="secondary">{say('same')}</li>}
          {def && line.notes.map((note) => <li key={note}>{noteText(note)}</li>)}
          {line.at === undefined && line.notes.map((note) => <li key={note}>{noteText(note)}</li>)}
        </ul>
        <Answer line={line} forms={forms} onSay={onSay} />
      </td>
    </tr>
  )

  function faultText(): string {
    const { fault, form } = line
    if (fault === undefined) return ''
    const on = form?.on === undefined ? '' : showDate(form.on, language)
    return say(`fault.${fault}`, { unit: found?.unit ?? '', day: found?.day ?? '', on })
  }

  function noteText(note: Line['notes'][number]): string {
    const [from, to] = [window?.from, window?.to].map((one) => (one === undefined ? '' : showDate(one, language)))
    return say(`note.${note}`, { range: found?.range ?? '', from: from ?? '', to: to ?? '' })
  }
}

/** As the form shows limits. */
function limitsText({ low, high }: RangeReading = {}): string {
  if (low !== undefined && high !== undefined) return `${low}–${high}`
  return high !== undefined ? `≤ ${high}` : low !== undefined ? `≥ ${low}` : ''
}

/** What the file leaves open, to be chosen. */
function Answer({ line, forms, onSay }: Pick<LineRowProps, 'line' | 'forms' | 'onSay'>) {
  const say = useTexts(fileTexts)
  const language = useLanguage()
  const { fault, read, def } = line
  switch (fault) {
    case 'unknown-analyte':
    case 'several-analytes': {
      const among = fault === 'several-analytes' ? read?.candidates : undefined
      const choices = forms.flatMap(({ form, results }) =>
        results
          .filter(({ key }) => among?.includes(key) ?? true)
          .map(({ key, def: one }) => ({ value: key, label: `${textIn(one.label, language)} (${formOid(form)})` })),
      )
      return (
        <Select
          aria-label={say('isAnalyte')}
          blank={say(fault === 'unknown-analyte' ? 'notAsked' : 'isAnalyte')}
          value=""
          choices={choices}
          onChange={(event) => onSay({ key: event.target.value })}
        />
      )
    }
    case 'no-unit':
      return (
        <Select
          aria-label={say('unitIs')}
          blank={say('chooseUnit')}
          value=""
          choices={(def?.units ?? []).map(({ unit }) => ({ value: unit, label: showUnit(unit) }))}
          onChange={(event) => onSay({ unit: event.target.value })}
        />
      )
    case 'two-numbers':
      return (
        <Select
          aria-label={say('numberIs')}
          blank={say('numberIs')}
          value=""
          choices={read?.number.kind === 'two' ? read.number.as.map((as) => ({ value: as, label: shown(as) })) : []}
          onChange={(event) => onSay({ number: event.target.value })}
        />
      )
    default:
      return null
  }
}

/** So that `1,234` and `1234` are told apart at a glance. */
const shown = (as: string): string => (/[.,]/.test(as) ? `${as} (= ${Number(as.replace(',', '.'))})` : as)

/** The next line that can be confirmed; behind the last one the button that enters them. */
function focusNext({ currentTarget }: KeyboardEvent<HTMLInputElement>): void {
  const dialog = currentTarget.closest('dialog')
  const boxes = [...(dialog?.querySelectorAll<HTMLElement>('input[type="checkbox"]:not(:disabled)') ?? [])]
  const next = boxes[boxes.indexOf(currentTarget) + 1] ?? dialog?.querySelector<HTMLElement>('footer button:last-child')
  // The button may be waiting for this very line, which is drawn by then; the next key finds the focus there.
  queueMicrotask(() => next?.focus())
}
