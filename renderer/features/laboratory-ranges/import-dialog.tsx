import { canonicalJson } from '#shared/canonical-json'
import { type RangeFault, faultsIn } from '#shared/reference/range-faults'
import { RANGE_COLUMNS, type RangeFile, readRangeFile } from '#shared/reference/range-file'
import type { CompiledStudy } from '#shared/study/compile'
import type { RangeOfLaboratoryDef } from '#shared/study/limits-definition'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import styles from './ranges.module.css'
import { rangesTexts } from './texts'

type Read = Extract<RangeFile, { kind: 'ranges' }>

/** Why a line is refused: a cell that cannot be read, or a range that cannot count. */
type Refused =
  | { readonly line: number; readonly kind: 'cell'; readonly fault: Read['faults'][number] }
  | { readonly line: number; readonly kind: 'range'; readonly fault: RangeFault; readonly other: number | undefined }

interface Looked {
  readonly added: readonly RangeOfLaboratoryDef[]
  readonly same: number
  readonly refused: readonly Refused[]
}

/** What a file would do to a table: the ranges it adds, and every line that stands in the way. */
function lookAt(study: CompiledStudy, before: readonly RangeOfLaboratoryDef[], file: Read): Looked {
  const known = new Set(before.map((range) => canonicalJson(range)))
  const fresh = file.read.filter(({ range }) => !known.has(canonicalJson(range)))
  const lineOf = (at: number) => fresh[at - before.length]?.line
  const faults = faultsIn(study, [...before, ...fresh.map(({ range }) => range)]).flatMap((fault): Refused[] => {
    const line = lineOf(fault.at)
    const other = fault.other === undefined ? undefined : lineOf(fault.other)
    return line === undefined ? [] : [{ line, kind: 'range', fault, other }]
  })
  const cells = file.faults.map((fault): Refused => ({ line: fault.line, kind: 'cell', fault }))
  return {
    added: fresh.map(({ range }) => range),
    same: file.read.length - fresh.length,
    refused: [...cells, ...faults].sort((a, b) => a.line - b.line),
  }
}

interface ImportDialogProps {
  readonly study: CompiledStudy
  readonly name: string
  readonly text: string
  readonly before: readonly RangeOfLaboratoryDef[]
  readonly describe: (range: RangeOfLaboratoryDef) => string
  readonly onTake: (ranges: readonly RangeOfLaboratoryDef[]) => void
  readonly onClose: () => void
}

/** A file that was chosen: what it would add, or every line that is refused with its reason. Taken whole or not at all. */
export function ImportDialog({ study, name, text, before, describe, onTake, onClose }: ImportDialogProps) {
  const say = useTexts(rangesTexts)
  const file = readRangeFile(study, text)
  const looked = file.kind === 'ranges' ? lookAt(study, before, file) : undefined
  const good = looked && looked.refused.length === 0 ? looked : undefined
  return (
    <Dialog
      wide
      title={say('importTitle', { name })}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{say('cancel')}</Button>
          {good && good.added.length > 0 && (
            <Button kind="primary" onClick={() => onTake([...before, ...good.added])}>
              {say('take', { count: good.added.length })}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.looked}>
        {file.kind === 'not-ranges' && (
          <Notice live tone="stop" title={say('notRanges')}>
            <p>{say('missing', { columns: file.missing.join(', ') })}</p>
            <p>{say('columnsText', { columns: RANGE_COLUMNS.join(', ') })}</p>
          </Notice>
        )}
        {good && (
          <Notice
            live
            tone="good"
            title={good.added.length === 0 ? say('goodNone') : say('good', { count: good.added.length })}
          >
            {say('goodText', { same: good.same })}
          </Notice>
        )}
        {looked && !good && <RefusedLines refused={looked.refused} before={before} describe={describe} />}
      </div>
    </Dialog>
  )
}

/** As many as anybody mends at once. */
const SHOWN = 100

function RefusedLines({
  refused,
  before,
  describe,
}: {
  readonly refused: readonly Refused[]
  readonly before: readonly RangeOfLaboratoryDef[]
  readonly describe: (range: RangeOfLaboratoryDef) => string
}) {
  const say = useTexts(rangesTexts)
  const why = (line: Refused): string => {
    if (line.kind === 'cell') {
      const { column, found } = line.fault
      return `${say(`column.${column}`)}: ${found === '' ? say('empty') : `“${found}”`}`
    }
    const at = line.fault.other === undefined ? undefined : before[line.fault.other]
    const other = line.other === undefined ? (at ? describe(at) : '') : say('otherLine', { line: line.other })
    return say(`why.${line.fault.why}`, { other })
  }
  const lines = new Set(refused.map(({ line }) => line)).size
  return (
    <>
      <Notice live tone="stop" title={say('refused', { count: lines })}>
        {say('refusedText')}
      </Notice>
      <table className={styles.refused}>
        <thead>
          <tr>
            <th scope="col">{say('line')}</th>
            <th scope="col">{say('fault')}</th>
          </tr>
        </thead>
        <tbody>
          {refused.slice(0, SHOWN).map((one) => (
            <tr key={`${one.line} ${why(one)}`}>
              <td className="num">{one.line}</td>
              <td>{why(one)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
