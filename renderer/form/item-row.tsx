import { memo } from 'react'
import type { ItemPath } from '#shared/casebook/path'
import { textIn } from '#shared/study/definition'
import { isProfile } from '#shared/study/eq5d-profile'
import { IconButton } from '../ui/button'
import { cx } from '../ui/cx'
import { useTexts } from '../ui/language'
import { uiTexts } from '../ui/texts'
import { Asides } from './asides/asides'
import { ItemControl } from './controls/item-control'
import { UnitControl } from './controls/unit-control'
import { IndexLine } from './eq5d-index'
import styles from './form.module.css'
import { useFormSession, useItem, useScene } from './form-session'
import { ItemMarks } from './item-marks'
import type { ItemView } from './scene'
import { formTexts } from './texts'
import { labelId } from './use-field'

/** One item on its line: label, control, what there is to say beside it, marks; questions unfold below. */
export const ItemRow = memo(function ItemRow({ path }: { path: ItemPath }) {
  const item = useItem(path)
  const { sitting } = useFormSession()
  const begun = useScene(sitting, ({ progress }) => progress.status !== 'empty')
  if (!item) return null
  return (
    <div className={styles.item} data-item={path}>
      <div className={styles.line}>
        <ItemLabel item={item} />
        <div className={cx(styles.control, isWide(item) && styles.wide, isBelow(item) && styles.below)}>
          {item.state?.contested ? <Contested /> : <ItemControl item={item} />}
          {!isWide(item) && <UnitControl item={item} />}
        </div>
        {!isWide(item) && <Note item={item} />}
        <ItemMarks item={item} begun={begun} />
      </div>
      <Asides item={item} />
      {isProfile(item.def) && <IndexLine item={item} />}
    </div>
  )
})

/** Controls that need the room of the note beside them. */
const isWide = ({ def, typedAsLabel, options }: ItemView): boolean =>
  def.type === 'multi' ||
  (def.type === 'text' &&
    ((def.lines ?? 1) > 1 || def.dictionary !== undefined || def.codeOf !== undefined || def.link !== undefined)) ||
  (def.type === 'code' && !typedAsLabel && options.reduce((sum, { label }) => sum + label.length + 5, 0) > 34)

/** Controls that need the whole width: they stand under their label. */
const isBelow = ({ def }: ItemView): boolean => def.type === 'code' && def.gradeOf !== undefined

export function ItemLabel({ item }: { item: ItemView }) {
  const say = useTexts(uiTexts)
  return (
    <label id={labelId(item)} className={styles.label} htmlFor={item.path}>
      <span>
        {textIn(item.def.label, item.language)}
        {item.required && <i className={styles.required} title={say('required')} />}
      </span>
    </label>
  )
}

/** Beside the control: why there is no value, or what is meant; and for the mouse, the way to say that it was not done. */
function Note({ item }: { item: ItemView }) {
  return (
    <span className={styles.note}>
      {item.missingText !== undefined ? (
        <MissingNote item={item} />
      ) : (
        item.def.help && <span className={styles.help}>{textIn(item.def.help, item.language)}</span>
      )}
      <MissingButton item={item} />
    </span>
  )
}

export function MissingNote({ item }: { item: ItemView }) {
  const { sitting, mayEnter } = useFormSession()
  const say = useTexts(formTexts)
  return (
    <span className={styles.missing}>
      <span className={styles.help}>{item.missingText}</span>
      {mayEnter && (
        <IconButton
          icon="close"
          label={say('clear')}
          className={styles.tiny}
          onClick={() => sitting.enter(item.path, { text: '' })}
        />
      )}
    </span>
  )
}

/** Seen when the line is in use; the keyboard has Alt N. */
export function MissingButton({ item }: { item: ItemView }) {
  const { sitting, mayEnter } = useFormSession()
  const say = useTexts(formTexts)
  if (!item.def.missing || !mayEnter || item.missingText !== undefined || item.state?.value?.state === 'value')
    return null
  return (
    <button type="button" tabIndex={-1} className={styles.notDone} onClick={() => sitting.askMissing(item.path)}>
      {say('missing')}
    </button>
  )
}

function Contested() {
  const say = useTexts(uiTexts)
  return <span className={styles.contested}>{say('contested')}</span>
}
