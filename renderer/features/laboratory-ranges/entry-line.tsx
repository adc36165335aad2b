import { useEffect, useRef, useState } from 'react'
import { type RangeColumn, cellsOf, readRange } from '#shared/reference/range-file'
import type { LaboratoryResult } from '#shared/reference/range-faults'
import { textIn } from '#shared/study/definition'
import type { RangeOfLaboratoryDef } from '#shared/study/limits-definition'
import { Button } from '../../ui/button'
import { Field, Select, TextInput } from '../../ui/field'
import { useLanguage, useTexts } from '../../ui/language'
import styles from './ranges.module.css'
import { rangesTexts } from './texts'

type Cells = Readonly<Record<RangeColumn, string>>

const BLANK: Cells = {
  laboratory: '',
  analyte: '',
  unit: '',
  sex: '',
  age_from: '',
  age_below: '',
  valid_from: '',
  valid_to: '',
  lln: '',
  uln: '',
}

interface EntryLineProps {
  readonly results: ReadonlyMap<string, LaboratoryResult>
  /** The range that is changed; a new one without it. */
  readonly range: RangeOfLaboratoryDef | undefined
  /** The range that was put in last: a list of a laboratory goes on with its name and day. */
  readonly after: RangeOfLaboratoryDef | undefined
  readonly onPut: (range: RangeOfLaboratoryDef) => void
  readonly onRemove: (() => void) | undefined
  readonly onClose: () => void
}

const startOf = (range: RangeOfLaboratoryDef | undefined, after: RangeOfLaboratoryDef | undefined): Cells =>
  range ? cellsOf(range) : { ...BLANK, laboratory: after?.laboratory ?? '', valid_from: after?.from ?? '' }

/** One range being typed: Tab from cell to cell, Enter puts it in the table and begins the next. */
export function EntryLine({ results, range, after, onPut, onRemove, onClose }: EntryLineProps) {
  const say = useTexts(rangesTexts)
  const language = useLanguage()
  const [cells, setCells] = useState<Cells>(() => startOf(range, after))
  const [wrong, setWrong] = useState<readonly RangeColumn[]>([])
  const form = useRef<HTMLFormElement>(null)
  const result = results.get(cells.analyte)
  const laboratories = (result ?? [...results.values()][0])?.laboratories
  const units = result?.def.units ?? []
  useEffect(() => {
    const first = cells.laboratory === '' ? 'laboratory' : 'analyte'
    form.current?.querySelector<HTMLElement>(`[data-cell="${first}"]`)?.focus()
    // Only as it opens.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  const set = (column: RangeColumn, text: string) => {
    setWrong(wrong.filter((other) => other !== column))
    const unit = column === 'analyte' ? { unit: results.get(text)?.def.units?.[0]?.unit ?? '' } : {}
    setCells({ ...cells, ...unit, [column]: text })
  }
  const put = () => {
    const { range: read, faults } = readRange(results, (column) => cells[column])
    if (!read) {
      setWrong(faults.map(({ column }) => column))
      const [first] = faults
      if (first) form.current?.querySelector<HTMLElement>(`[data-cell="${first.column}"]`)?.focus()
      return
    }
    onPut(read)
    if (range) return
    setCells({ ...BLANK, laboratory: read.laboratory, valid_from: read.from })
    form.current?.querySelector<HTMLElement>('[data-cell="analyte"]')?.focus()
  }
  const field = (column: RangeColumn) => ({
    label: say(`column.${column}`),
    problem: wrong.includes(column) ? say('unreadable', { column: say(`column.${column}`) }) : undefined,
  })
  const typed = (column: RangeColumn, placeholder?: string) => (
    <Field {...field(column)}>
      {(control) => (
        <TextInput
          {...control}
          data-cell={column}
          value={cells[column]}
          placeholder={placeholder}
          onChange={(event) => set(column, event.currentTarget.value)}
        />
      )}
    </Field>
  )
  const chosen = (column: RangeColumn, choices: readonly { readonly value: string; readonly label: string }[]) => (
    <Field {...field(column)}>
      {(control) => (
        <Select
          {...control}
          data-cell={column}
          blank="–"
          choices={choices}
          value={cells[column]}
          onChange={(event) => set(column, event.currentTarget.value)}
        />
      )}
    </Field>
  )
  return (
    <form
      ref={form}
      className={styles.entry}
      aria-label={say(range ? 'entry' : 'newEntry')}
      onSubmit={(event) => {
        event.preventDefault()
        put()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        onClose()
      }}
    >
      <div className={styles.cells}>
        {laboratories
          ? chosen(
              'laboratory',
              laboratories.codes.map(({ code, text }) => ({ value: code, label: textIn(text, language) })),
            )
          : typed('laboratory')}
        {chosen(
          'analyte',
          [...results.values()].map(({ def }) => ({ value: def.oid, label: textIn(def.label, language) })),
        )}
        {chosen(
          'unit',
          units.map(({ unit }) => ({ value: unit, label: unit })),
        )}
        {typed('lln')}
        {typed('uln')}
        <Field label={say('column.sex')}>
          {(control) => (
            <Select
              {...control}
              data-cell="sex"
              blank={say('sex.both')}
              choices={[
                { value: 'F', label: say('sex.F') },
                { value: 'M', label: say('sex.M') },
              ]}
              value={cells.sex}
              onChange={(event) => set('sex', event.currentTarget.value)}
            />
          )}
        </Field>
        {typed('age_from')}
        {typed('age_below')}
        {typed('valid_from', say('dayHint'))}
        {typed('valid_to')}
      </div>
      <div className="line">
        <Button type="submit" kind="primary" keys="Enter">
          {say(range ? 'put' : 'next')}
        </Button>
        {onRemove && (
          <Button icon="trash" onClick={onRemove}>
            {say('remove')}
          </Button>
        )}
        <Button kind="quiet" keys="Escape" onClick={onClose}>
          {say('close')}
        </Button>
      </div>
    </form>
  )
}
