import { Fragment, memo, useSyncExternalStore } from 'react'
import type { ItemPath } from '#shared/casebook/path'
import { worstGrade } from '#shared/casebook/graded'
import { type Range, textIn } from '#shared/study/definition'
import { showEntry, showUnit, unitIn } from '#shared/study/show-entry'
import { showDay } from '../ui/dates'
import { Grade } from '../ui/grade'
import { useInspector } from '../ui/inspector'
import { useLanguage, useTexts } from '../ui/language'
import { uiTexts } from '../ui/texts'
import { Asides, hasAsides } from './asides/asides'
import { ProposalAside } from './asides/proposal'
import { ItemControl } from './controls/item-control'
import { LimitsControl } from './controls/limits-control'
import { UnitControl } from './controls/unit-control'
import styles from './form.module.css'
import { useFormSession, useItem, useScene } from './form-session'
import { ItemMarks } from './item-marks'
import { ItemLabel, MissingButton, MissingNote } from './item-row'
import { RevisedLimitsNotice } from './revised-limits'
import type { GroupView, ItemView } from './scene'
import { formTexts } from './texts'
import { Trend } from './trend'
import { useProblem } from './use-field'

/** One line an analyte. Enter goes down; the unit used last time and the limits of the laboratory stand ready. */
export function LaboratoryGroup({ group }: { group: GroupView }) {
  const say = useTexts(formTexts)
  const limited = group.def.items.some((item) => item.type === 'decimal' && item.limitOf !== undefined)
  return (
    <>
      <RevisedLimitsNotice group={group} />
      <table className={styles.lab}>
        <colgroup>
          <col />
          <col className={styles.colValue} />
          <col className={styles.colUnit} />
          <col className={styles.colRange} />
          <col className={styles.colFlag} />
          <col className={styles.colGrade} />
          <col className={styles.colTrend} />
          <col className={styles.colPrevious} />
          <col className={styles.colMarks} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{say('analyte')}</th>
            <th scope="col" className={styles.right}>
              {say('value')}
            </th>
            <th scope="col" className={styles.unitHead}>
              {say('unitHead')}
            </th>
            <th scope="col">{say(limited ? 'limits' : 'expected')}</th>
            <th scope="col">{say('flag')}</th>
            <th scope="col">{say('grade')}</th>
            <th scope="col">{say('trendHead')}</th>
            <th scope="col">{say('previous')}</th>
            <th scope="col">
              <span className="spoken">{say('states')}</span>
            </th>
          </tr>
        </thead>
        {group.rows.map(({ path, items }) => (
          <Fragment key={path}>
            {items.map((item) => (
              <Analyte key={item} path={item} />
            ))}
          </Fragment>
        ))}
      </table>
    </>
  )
}

const Analyte = memo(function Analyte({ path }: { path: ItemPath }) {
  const item = useItem(path)
  const { sitting } = useFormSession()
  const begun = useScene(sitting, ({ progress }) => progress.status !== 'empty')
  if (!item) return null
  return (
    <tbody data-item={path} className={styles.analyte}>
      <tr>
        <th scope="row">
          <ItemLabel item={item} />
        </th>
        <td>{item.state?.contested ? <Undecided /> : <ItemControl item={item} dense />}</td>
        {item.missingText === undefined ? (
          <>
            <td>
              <UnitOfResult item={item} />
            </td>
            <td className={styles.range}>{takesLimits(item) ? <LimitsControl item={item} /> : rangeText(item)}</td>
            <td>
              <Flag item={item} />
            </td>
            <td>
              <WorstGrade item={item} />
            </td>
          </>
        ) : (
          <td colSpan={4}>
            <MissingNote item={item} />
          </td>
        )}
        <td>
          <Trend item={item} />
        </td>
        <td className={styles.previous}>
          <Previous item={item} />
          <MissingButton item={item} />
        </td>
        <td>
          <ItemMarks item={item} begun={begun} />
        </td>
      </tr>
      <Below item={item} />
    </tbody>
  )
})

/** A second line only where there is something to say: an empty one would cost height in each of twenty lines. */
function Below({ item }: { item: ItemView }) {
  const problem = useProblem(item)
  const low = useLimit(item.limitPaths.low)
  const high = useLimit(item.limitPaths.high)
  if (problem === undefined && !hasAsides(item) && item.proposals.length === 0 && !low && !high) return null
  return (
    <tr className={styles.below}>
      <td colSpan={9}>
        <Asides item={item} />
        {[low, high].map((limit) => limit && <LimitAsides key={limit.path} limit={limit} />)}
        {item.proposals.map((proposal) => (
          <ProposalAside key={proposal.suggestion.term} item={item} proposal={proposal} />
        ))}
      </td>
    </tr>
  )
}

/** A limit that asks something: two values of it stand against each other, or its reason is wanted. */
function useLimit(path: ItemPath | undefined): ItemView | undefined {
  const { sitting } = useFormSession()
  const limit = useSyncExternalStore(sitting.subscribe, () => (path === undefined ? undefined : sitting.item(path)))
  return limit && hasAsides(limit) ? limit : undefined
}

function LimitAsides({ limit }: { limit: ItemView }) {
  return (
    <div data-item={limit.path}>
      <p className={styles.limitName}>{textIn(limit.def.label, limit.language)}</p>
      <Asides item={limit} />
    </div>
  )
}

const takesLimits = ({ limitPaths: { low, high } }: ItemView): boolean => low !== undefined || high !== undefined

function Undecided() {
  const say = useTexts(uiTexts)
  return <span className={styles.contested}>{say('contested')}</span>
}

function UnitOfResult({ item }: { item: ItemView }) {
  const { calculated, language } = item
  if (item.def.type !== 'calculated') return <UnitControl item={item} quiet />
  const unit = calculated?.state === 'value' ? calculated.unit : undefined
  return unit === undefined ? null : <span className={styles.calculatedUnit}>{unitIn(unit, language)}</span>
}

function Flag({ item }: { item: ItemView }) {
  const say = useTexts(formTexts)
  const { flag, beyond } = item
  const side = beyond ?? (flag?.ok ? flag.value : 'within')
  if (side === 'within') return null
  const below = side === 'below'
  return (
    <span className={styles.flag}>
      <span aria-hidden="true">{below ? '↓' : '↑'}</span> {say(below ? 'low' : 'high')}
    </span>
  )
}

/** Opens what it was worked out from, as Alt H does from the value: no stop for Tab on the way down. */
function WorstGrade({ item }: { item: ItemView }) {
  const say = useTexts(formTexts)
  const { setOpen } = useInspector()
  const grade = worstGrade(item.grades)
  if (grade === undefined) return null
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.toProof}
      title={say('howComputed')}
      onClick={() => setOpen(true)}
    >
      <Grade grade={String(grade)} />
    </button>
  )
}

function Previous({ item }: { item: ItemView }) {
  const language = useLanguage()
  const { sitting } = useFormSession()
  const { previous } = item
  if (!previous) return null
  const { entry, date } = previous
  const sameUnit = entry.state === 'value' && entry.unit === item.unit
  const shown = sameUnit ? entry.text : showEntry(item.def, entry, item.codeList, item.language)
  return (
    <>
      {shown} {date !== undefined && <span className="secondary">{showDay(date, language, sitting.today())}</span>}
    </>
  )
}

/** What is expected, in the item's first unit, which is said where another one stands beside the value. */
function rangeText({ def, unit, units, language }: ItemView): string {
  if (def.type !== 'integer' && def.type !== 'decimal') return ''
  const text = def.soft ? spanOf(def.soft, language === 'en' ? '.' : ',') : ''
  return text === '' || unit === units[0] ? text : `${text} ${showUnit(units[0] ?? '')}`
}

const spanOf = ({ low, high }: Range, mark: string): string => {
  const text = low === undefined ? `≤ ${high}` : high === undefined ? `≥ ${low}` : `${low}–${high}`
  return text.replaceAll('.', mark)
}
