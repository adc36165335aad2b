import { groupOf, itemPath } from '#shared/casebook/path'
import { useCtcae } from '../../ctcae/use-ctcae'
import { Button } from '../../ui/button'
import { cx } from '../../ui/cx'
import { useTexts } from '../../ui/language'
import { useFormSession, useItem } from '../form-session'
import type { ItemView } from '../scene'
import { formTexts } from '../texts'
import { labelId } from '../use-field'
import styles from './controls.module.css'

/** The code that came with a term. Nobody types it; a term chosen before codes were there gets its own by a button. */
export function CodeOfTerm({ item, codeOf }: { item: ItemView; codeOf: string }) {
  const say = useTexts(formTexts)
  const ctcae = useCtcae()
  const { sitting, mayEnter } = useFormSession()
  const path = itemPath(groupOf(item.path), codeOf)
  const term = useItem(path)?.edit ?? ''
  const lacks = mayEnter && item.edit === '' && ctcae?.published(term) !== undefined
  return (
    <>
      <output
        id={item.path}
        className={cx(styles.calculated, item.edit === '' && styles.lacking)}
        aria-labelledby={labelId(item)}
      >
        {item.edit !== '' ? item.edit : <span>{ctcae && say(ctcae.loaded ? 'codeWithTerm' : 'codesNotLoaded')}</span>}
      </output>
      {lacks && (
        <Button kind="quiet" onClick={() => sitting.enter(path, { text: term })}>
          {say('addCode')}
        </Button>
      )}
    </>
  )
}
