import { memo, useState } from 'react'
import { flushSync } from 'react-dom'
import { v7 as uuid } from 'uuid'
import type { ItemPath } from '#shared/casebook/path'
import { textIn } from '#shared/study/definition'
import { Button, IconButton } from '../ui/button'
import { useLanguage, useTexts } from '../ui/language'
import { Asides, hasAsides } from './asides/asides'
import { ChoicePanel } from './choice-panel'
import { ItemControl } from './controls/item-control'
import { UnitControl } from './controls/unit-control'
import { focusItem } from './focus'
import styles from './form.module.css'
import { useFormSession, useItem } from './form-session'
import { ItemMarks } from './item-marks'
import { ItemLabel } from './item-row'
import type { GroupView, ItemView, RowView } from './scene'
import { formTexts } from './texts'
import { useProblem } from './use-field'

/** Rows that people add, as a table. A row that goes stays in the history, with the reason why it went. */
export function RepeatingGroup({ group }: { group: GroupView }) {
  const { sitting, mayEnter } = useFormSession()
  const say = useTexts(formTexts)
  const language = useLanguage()
  const add = () => {
    const first = flushSync(() => sitting.addRow(group.def, uuid()))
    if (first) focusItem(first)
  }
  return (
    <div data-group={group.def.oid}>
      {group.rows.length > 0 && (
        <table className={styles.rows}>
          <thead>
            <tr>
              <th scope="col" className={styles.colNumber}>
                <span className="spoken">{say('row')}</span>
              </th>
              {group.def.items.map((def) => (
                <th key={def.oid} scope="col">
                  {textIn(def.label, language)}
                </th>
              ))}
              <th scope="col" className={styles.colEnd}>
                <span className="spoken">{say('states')}</span>
              </th>
            </tr>
          </thead>
          {group.rows.map((row, i) => (
            <Row key={row.path} group={group} row={row} number={i + 1} />
          ))}
        </table>
      )}
      <div className={styles.rowsFoot}>
        {group.rows.length === 0 && <span className="secondary">{say('noRows')}</span>}
        {mayEnter && (
          <Button kind="quiet" icon="plus" onClick={add}>
            {say('addRow')}
          </Button>
        )}
        {group.withdrawnRows > 0 && (
          <span className="secondary">{say('withdrawn', { count: group.withdrawnRows })}</span>
        )}
      </div>
    </div>
  )
}

const WITHDRAWALS = ['slip', 'source', 'misread', 'other'] as const

function Row({ group, row, number }: { group: GroupView; row: RowView; number: number }) {
  const { sitting, mayEnter } = useFormSession()
  const say = useTexts(formTexts)
  const [withdrawing, setWithdrawing] = useState(false)
  const columns = group.def.items.length + 2
  const goes = () => {
    const empty = row.items.every((path) => (sitting.item(path)?.state?.heads.length ?? 0) === 0)
    if (empty) sitting.withdrawRow(row.path, '')
    else setWithdrawing(true)
  }
  return (
    <tbody>
      <tr>
        <td className={styles.colNumber}>{number}</td>
        {group.def.items.map((def) => {
          const path = row.items.find((item) => item.endsWith(`/${def.oid}`))
          return <td key={def.oid}>{path !== undefined && <Cell path={path} />}</td>
        })}
        <td className={styles.colEnd}>
          {mayEnter && <IconButton icon="trash" label={say('withdrawRow', { row: number })} onClick={goes} />}
        </td>
      </tr>
      {row.items.map((path) => (
        <Below key={path} path={path} columns={columns} />
      ))}
      {withdrawing && (
        <tr className={styles.below}>
          <td colSpan={columns}>
            <ChoicePanel
              tone="calm"
              icon="trash"
              lead={<b className="strong">{say('withdrawAsk', { row: number })}</b>}
              label={say('withdrawRow', { row: number })}
              choices={WITHDRAWALS.map((id) => ({
                id,
                label: say(`reason.${id}`),
                words: id === 'other' ? 'required' : 'optional',
              }))}
              confirm={say('withdraw')}
              placeholder={say('words')}
              takesFocus="always"
              onCancel={() => setWithdrawing(false)}
              onConfirm={(reason, words) => {
                setWithdrawing(false)
                sitting.withdrawRow(row.path, [say(`reason.${reason}`), words].filter(Boolean).join(': '))
              }}
            />
          </td>
        </tr>
      )}
    </tbody>
  )
}

const Cell = memo(function Cell({ path }: { path: ItemPath }) {
  const item = useItem(path)
  if (!item) return null
  return (
    <div className={styles.cell} data-item={path}>
      <span className="spoken">
        <ItemLabel item={item} />
      </span>
      <ItemControl item={item} dense />
      <UnitControl item={item} quiet />
      <ItemMarks item={item} begun={false} />
    </div>
  )
})

function Below({ path, columns }: { path: ItemPath; columns: number }) {
  const item = useItem(path)
  return item ? <BelowItem item={item} columns={columns} /> : null
}

function BelowItem({ item, columns }: { item: ItemView; columns: number }) {
  const problem = useProblem(item)
  if (problem === undefined && !hasAsides(item)) return null
  return (
    <tr className={styles.below}>
      <td colSpan={columns} data-item={item.path}>
        <Asides item={item} />
      </td>
    </tr>
  )
}
