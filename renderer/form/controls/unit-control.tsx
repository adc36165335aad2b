import { Select } from '../../ui/field'
import { useTexts } from '../../ui/language'
import { textIn } from '#shared/study/definition'
import { showUnit } from '#shared/study/show-entry'
import { unitName } from '../field-name'
import { useFormSession } from '../form-session'
import type { ItemView } from '../scene'
import { formTexts } from '../texts'
import styles from './controls.module.css'

/**
 * The unit beside a number: a choice where there is one. Not a stop for Tab, since `7.4 g/dl` typed with the value sets it;
 * Alt U goes there.
 */
export function UnitControl({ item, quiet = false }: { item: ItemView; quiet?: boolean }) {
  const { fields, sitting, take, mayEnter, advance } = useFormSession()
  const say = useTexts(formTexts)
  const { units, path, unit } = item
  if (units.length === 0) return null
  if (units.length === 1)
    return (
      <span className={styles.unit} data-unit>
        {unit !== undefined && showUnit(unit)}
      </span>
    )
  const { name, ref, onChange } = fields.register(unitName(path))
  return (
    <Select
      name={name}
      ref={ref}
      className={quiet ? styles.quietSelect : styles.unitSelect}
      data-unit
      tabIndex={-1}
      disabled={!mayEnter}
      aria-label={say('unit', { item: textIn(item.def.label, item.language) })}
      choices={units.map((value) => ({ value, label: showUnit(value) }))}
      onChange={(event) => {
        if (item.edit !== '') sitting.begin(path)
        void onChange(event)
        take(path)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return
        event.preventDefault()
        advance(path)
      }}
    />
  )
}
