import { memo, startTransition, useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { ItemPath, itemOf } from '#shared/casebook/path'
import { textIn } from '#shared/study/definition'
import { useLanguage } from '../ui/language'
import { firstSight } from './first-sight'
import { focusFirst, focusItem, itemAround } from './focus'
import styles from './form.module.css'
import { useFormSession, useScene } from './form-session'
import { ItemRow } from './item-row'
import { LaboratoryGroup } from './laboratory-group'
import { RepeatingGroup } from './repeating-group'
import type { GroupView } from './scene'

interface FormBodyProps {
  /** Called when another item has the focus. */
  readonly onItem: (path: ItemPath) => void
  /** Where to begin; left out, where work goes on, or at the first item for who only reads. */
  readonly beginAt?: ItemPath | undefined
  /** Items by oid that stand elsewhere on the screen. */
  readonly without?: ReadonlySet<string>
  /** False where the form only stands beside what someone works at. */
  readonly takesFocus?: boolean
  readonly children?: ReactNode
}

/** Pixels of the window's height that the bars above and below a form take, at least. */
const FRAME = 100

/**
 * All groups of a form in entry order. Draws again when items come or go, not when values change. What fills the window
 * comes first; the rest follows at once, unless one goes straight to some item.
 */
export const FormBody = memo(function FormBody({
  onItem,
  beginAt,
  without,
  takesFocus = true,
  children,
}: FormBodyProps) {
  const { sitting, mayEnter } = useFormSession()
  const groups = useScene(sitting, (scene) => scene.groups)
  const body = useRef<HTMLDivElement>(null)
  const [first, setFirst] = useState(() =>
    beginAt === undefined ? { of: groups, seen: firstSight(sitting.current(), window.innerHeight - FRAME) } : undefined,
  )
  const drawn = first?.of === groups ? first.seen : groups
  useEffect(() => {
    if (!takesFocus) return
    if (beginAt !== undefined) focusItem(beginAt)
    else if (body.current) focusFirst(body.current, mayEnter)
  }, [sitting, beginAt, mayEnter, takesFocus])
  useEffect(() => startTransition(() => setFirst(undefined)), [])
  return (
    <div
      ref={body}
      className={styles.form}
      data-form
      onFocus={(event) => {
        const path = ItemPath.safeParse(itemAround(event.target))
        if (path.success) onItem(path.data)
      }}
    >
      {children}
      {drawn.map((group) => (
        <Group key={group.def.oid} group={without ? lessOf(group, without) : group} />
      ))}
    </div>
  )
})

const lessOf = (group: GroupView, without: ReadonlySet<string>): GroupView =>
  group.def.repeating
    ? group
    : {
        ...group,
        rows: group.rows.map((row) => ({ ...row, items: row.items.filter((path) => !without.has(itemOf(path))) })),
      }

function Group({ group }: { group: GroupView }) {
  const language = useLanguage()
  const heading = useId()
  const { def } = group
  // A group whose every item waits for another answer says nothing yet, not even its name.
  if (!def.repeating && group.rows.every(({ items }) => items.length === 0)) return null
  return (
    <section className={styles.group} aria-labelledby={def.title && heading}>
      {def.title && <h2 id={heading}>{textIn(def.title, language)}</h2>}
      <Rows group={group} />
    </section>
  )
}

function Rows({ group }: { group: GroupView }) {
  if (group.def.repeating) return <RepeatingGroup group={group} />
  if (group.def.layout === 'laboratory') return <LaboratoryGroup group={group} />
  return group.rows.flatMap(({ items }) => items.map((path) => <ItemRow key={path} path={path} />))
}
