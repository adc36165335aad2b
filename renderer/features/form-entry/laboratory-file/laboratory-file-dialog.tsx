import { useEffect, useRef, useState } from 'react'
import type { FormPath } from '#shared/casebook/path'
import { readDay } from '#shared/laboratory-file/days'
import type { World } from '../../../form/world'
import { Button } from '../../../ui/button'
import { showDate } from '../../../ui/dates'
import { Dialog } from '../../../ui/dialog'
import { Field, Segmented, Select, TextInput } from '../../../ui/field'
import { FilePlace } from '../../../ui/file-place'
import { useLanguage, useTexts } from '../../../ui/language'
import { Notice } from '../../../ui/notice'
import { Loading } from '../../../ui/progress'
import styles from './laboratory-file.module.css'
import { LineRow } from './line-row'
import { type Line, standingOf } from './lines'
import { fileTexts } from './texts'
import { useLaboratoryFile } from './use-laboratory-file'

interface LaboratoryFileDialogProps {
  readonly world: World
  readonly form: FormPath
  readonly onClose: () => void
}

/** A file or pasted rows of a laboratory, looked at line by line before anything of it is entered. */
export function LaboratoryFileDialog({ world, form, onClose }: LaboratoryFileDialogProps) {
  const say = useTexts(fileTexts)
  const work = useLaboratoryFile(world, form)
  const [source, setSource] = useState('')
  const { step, lines, ready } = work
  const take = (name: string, from: Blob | string) => {
    setSource(name)
    work.read(name, from)
  }
  const reasonFor = ({ row, found }: Line): string => {
    const written = found ? ` (${[found.name, found.value, found.unit].filter(Boolean).join(' ').slice(0, 120)})` : ''
    const hash = step.kind === 'read' ? step.sheet.sha256 : ''
    return say('sourceText', { name: source.trim() || say('pasted'), row, written, hash })
  }
  const enter = async () => {
    if (await work.write(reasonFor)) onClose()
  }
  const place = (
    <FilePlace
      title={say('place')}
      text={say('placeText')}
      choose={say('choose')}
      accept=".csv,.tsv,.txt,.xlsx"
      onFile={(file) => take(file.name, file)}
      onText={(text) => take(say('pasted'), text)}
    />
  )
  const found = step.kind === 'read' && (work.file?.found.length ?? 0) > 0
  const possible = lines.filter((line) => standingOf(line) === 'ready').length
  return (
    <Dialog
      wide={found ? 'table' : true}
      title={say('title')}
      onClose={onClose}
      foot={
        <>
          {possible > 0 && (
            <span className={styles.count}>
              {say('ready', { count: ready.length, of: possible })}. {say('keyConfirm')}
            </span>
          )}
          <Button onClick={onClose}>{say('cancel')}</Button>
          {found && (
            <Button
              kind="primary"
              disabled={ready.length === 0 || work.writing === 'busy'}
              onClick={() => void enter()}
            >
              {ready.length === 0 ? say('enterNone') : say('enter', { count: ready.length })}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.body}>
        {step.kind === 'choose' && place}
        {step.kind === 'reading' && <Loading label={say('reading')} />}
        {step.kind === 'refused' && (
          <>
            <Notice live tone="stop" title={say('refusedTitle')}>
              {step.line !== undefined && `${say('atLine', { line: step.line })} `}
              {say(`refused.${step.why}`)}
            </Notice>
            {place}
          </>
        )}
        {step.kind === 'read' && !found && (
          <>
            <Notice live tone="check" title={say('none')}>
              {say('noneText')}
            </Notice>
            {place}
          </>
        )}
        {found && <Found work={work} source={source} onSource={setSource} />}
        {work.writing === 'failed' && <Notice live tone="stop" title={say('failed')} />}
      </div>
    </Dialog>
  )
}

interface FoundProps {
  readonly work: ReturnType<typeof useLaboratoryFile>
  readonly source: string
  readonly onSource: (name: string) => void
}

function Found({ work, source, onSource }: FoundProps) {
  const say = useTexts(fileTexts)
  const language = useLanguage()
  const { step, lines, days, day, forms } = work
  const box = useRef<HTMLDivElement>(null)
  const asks = work.file?.order === 'ask' && work.order === undefined ? 'order' : work.asksDay ? 'day' : 'lines'
  useEffect(() => {
    const first = { order: 'input[type="radio"]', day: 'select', lines: 'tbody input:enabled' }[asks]
    box.current?.querySelector<HTMLElement>(first)?.focus()
  }, [asks])
  const columns = ['head', 'headAnalyte', 'headValue', 'headBefore', 'headRange', 'headDay', 'headRemark'] as const
  return (
    <div ref={box} className={styles.body}>
      <div className={styles.about}>
        <Field label={say('source')} hint={say('sourceHint')}>
          {(control) => (
            <TextInput {...control} maxLength={120} value={source} onChange={(event) => onSource(event.target.value)} />
          )}
        </Field>
        {days.length > 1 && (
          <Field label={say('ofDay')}>
            {(control) => (
              <Select
                {...control}
                value={day ?? ''}
                {...(day === undefined && { blank: say('chooseDay') })}
                choices={days.map((value) => ({ value, label: showDate(value, language) }))}
                onChange={(event) => work.setDay(event.target.value)}
              />
            )}
          </Field>
        )}
      </div>
      {work.file?.order === 'ask' && <OrderQuestion work={work} />}
      {step.kind === 'read' && step.sheet.sheet && step.sheet.sheet.others > 0 && (
        <p className="secondary">
          {say('sheetOnly', { sheet: step.sheet.sheet.name, count: step.sheet.sheet.others })}
        </p>
      )}
      {work.asksDay && <Notice live tone="check" title={say('asksDay', { count: days.length })} />}
      {!work.asksDay && work.others > 0 && <p className="secondary">{say('otherDays', { count: work.others })}</p>}
      {lines.length > 0 && (
        <div className={styles.scroller} role="region" aria-label={say('title')} tabIndex={0}>
          <table className={styles.lines}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column === 'head' ? <span className="spoken">{say('head')}</span> : say(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <LineRow
                  key={line.id}
                  line={line}
                  forms={forms}
                  window={work.window}
                  isConfirmed={work.isConfirmed(line)}
                  onConfirm={(is) => work.confirm(line, is)}
                  onSay={(said) => line.at !== undefined && work.say(line.at, said)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}

/** Asked once for the whole file, with one of its own days. */
function OrderQuestion({ work }: Pick<FoundProps, 'work'>) {
  const say = useTexts(fileTexts)
  const language = useLanguage()
  const days = [work.file?.day ?? '', ...(work.file?.found ?? []).map(({ day }) => day)]
  const written = days.find((day) => readDay(day, undefined).kind === 'either') ?? ''
  const choices = (['day-first', 'month-first'] as const).map((value) => {
    const read = readDay(written, value)
    return { value, label: read.kind === 'day' ? showDate(read.day, language) : written }
  })
  return (
    <Notice
      tone="check"
      title={say('order')}
      action={<Segmented label={say('order')} choices={choices} value={work.order} onChange={work.setOrder} />}
    >
      {say('orderText', { written })}
    </Notice>
  )
}
