import { useTexts } from '../../ui/language'
import type { ItemView } from '../scene'
import { fitting } from '../shown'
import { formTexts } from '../texts'
import { Combo } from './combo'
import styles from './controls.module.css'

/** More than this is not looked through but typed at. */
const SHOWN = 60

/** A list to choose from by typing: first letters, the code, or the number in the list. */
export function ComboControl({ item, dense = false }: { item: ItemView; dense?: boolean }) {
  const say = useTexts(formTexts)
  const refers = item.def.type === 'text'
  const anywhere = refers || (item.def.type === 'code' && item.def.display === 'search')
  return (
    <Combo
      item={item}
      dense={dense}
      icon="down"
      placeholder={say(refers ? 'chooseRecord' : 'choose')}
      find={(typed) => fitting(item.options, typed, anywhere).slice(0, SHOWN)}
      draw={(option) => (
        <>
          <span className={styles.optionLabel}>{option.label}</span>
          {!refers && <span className="secondary">{item.options.indexOf(option) + 1}</span>}
        </>
      )}
      nothing={say(!refers ? 'noMatch' : item.options.length === 0 ? 'noRecords' : 'noRecordMatch')}
    />
  )
}
