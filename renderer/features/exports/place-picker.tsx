import { useState } from 'react'
import { Chip } from '../../ui/chip'
import { useKeys } from '../../ui/keys'
import { useLanguage, useTexts } from '../../ui/language'
import { ToolLine } from '../../ui/screen'
import { Table } from '../../ui/table'
import styles from './exports.module.css'
import { type ExportPlace, taken } from './places'
import { exportsTexts } from './texts'

interface PlacePickerProps {
  readonly label: string
  readonly places: readonly ExportPlace[]
  readonly leftOut: ReadonlySet<string>
  readonly onChange: (leftOut: ReadonlySet<string>) => void
}

/** Which visits, or which forms, are in the export: all of them to begin with. */
export function PlacePicker({ label, places, leftOut, onChange }: PlacePickerProps) {
  const say = useTexts(exportsTexts)
  const number = new Intl.NumberFormat(useLanguage())
  const [at, setAt] = useState<string>()
  const current = places.find(({ oid }) => oid === at) ?? places[0]
  const chosen = taken(places, leftOut)
  const toggle = ({ oid }: ExportPlace) => {
    const next = new Set(leftOut)
    if (!next.delete(oid)) next.add(oid)
    setAt(oid)
    onChange(next)
  }
  useKeys([{ keys: ' ', label: say('choose'), run: () => current && toggle(current), hint: false }])
  return (
    <>
      <div className={styles.picker}>
        <ToolLine>
          <div className={styles.chips} role="group" aria-label={say('selection')}>
            <Chip on={chosen === places.length} onClick={() => onChange(new Set())}>
              {say('chooseAll')}
            </Chip>
            <Chip on={chosen === 0} onClick={() => onChange(new Set(places.map(({ oid }) => oid)))}>
              {say('chooseNone')}
            </Chip>
          </div>
        </ToolLine>
      </div>
      <Table
        label={label}
        rows={places}
        rowKey={({ oid }) => oid}
        current={current?.oid}
        onCurrent={({ oid }) => setAt(oid)}
        onOpen={toggle}
        openLabel={say('choose')}
        columns={[
          {
            id: 'chosen',
            title: say('in'),
            width: 60,
            cell: ({ oid, title }) => (
              <input
                type="checkbox"
                className={styles.tick}
                tabIndex={-1}
                checked={!leftOut.has(oid)}
                // The whole line is the control; the box shows how it stands.
                onChange={() => undefined}
                aria-label={say('chosen', { code: title })}
              />
            ),
          },
          { id: 'title', title: label, cell: ({ title }) => <span className="medium">{title}</span> },
          { id: 'code', title: say('code'), width: 140, cell: ({ oid }) => <span className="mute">{oid}</span> },
          {
            id: 'forms',
            title: say('entered'),
            width: 120,
            align: 'right',
            cell: ({ forms }) => number.format(forms),
          },
        ]}
      />
    </>
  )
}
