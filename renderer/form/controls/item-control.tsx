import { numberIn } from '#shared/study/show-entry'
import { IconButton } from '../../ui/button'
import { cx } from '../../ui/cx'
import { useInspector } from '../../ui/inspector'
import { useTexts } from '../../ui/language'
import type { ItemView } from '../scene'
import { formTexts } from '../texts'
import { labelId } from '../use-field'
import { CodeOfTerm } from './code-of-term'
import { ComboControl } from './combo-control'
import styles from './controls.module.css'
import { GradeControl } from './grade-control'
import { LineControl } from './line-control'
import { LinkControl } from './link-control'
import { MultiControl } from './multi-control'
import { RadioControl } from './radio-control'
import { TermControl } from './term-control'

/** The control an item is answered with, by its type. `dense`: in a table, where the column has its own width. */
export function ItemControl({ item, dense = false }: { item: ItemView; dense?: boolean }) {
  const { def } = item
  switch (def.type) {
    case 'text':
      if (def.link !== undefined) return <LinkControl item={item} dense={dense} />
      if (def.dictionary !== undefined) return <TermControl item={item} />
      if (def.codeOf !== undefined) return <CodeOfTerm item={item} codeOf={def.codeOf} />
      return <LineControl item={item} dense={dense} />
    case 'integer':
    case 'decimal':
    case 'date':
    case 'time':
    case 'datetime':
      return <LineControl item={item} dense={dense} />
    case 'code':
      if (def.gradeOf !== undefined) return <GradeControl item={item} gradeOf={def.gradeOf} />
      return item.typedAsLabel ? <ComboControl item={item} dense={dense} /> : <RadioControl item={item} dense={dense} />
    case 'multi':
      return <MultiControl item={item} />
    case 'calculated':
      return <Calculated item={item} dense={dense} />
  }
}

/** Nobody types it; beside it the way to how it was computed. In a table its unit has a column of its own. */
function Calculated({ item, dense }: { item: ItemView; dense: boolean }) {
  const say = useTexts(formTexts)
  const { setOpen } = useInspector()
  const { calculated, calculatedText, language } = item
  const text = dense && calculated?.state === 'value' ? numberIn(calculated.text, language) : calculatedText
  return (
    <div className={cx(styles.calculated, dense && styles.denseCalculated)}>
      <IconButton
        icon="formula"
        label={say('howComputed')}
        className={styles.proofMark}
        aria-describedby={labelId(item)}
        onClick={() => setOpen(true)}
      />
      <output id={item.path} aria-labelledby={labelId(item)}>
        {text ?? <span className={styles.notYet}>{say('notYet')}</span>}
      </output>
    </div>
  )
}
