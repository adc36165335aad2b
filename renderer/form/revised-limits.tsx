import type { Limits } from '#shared/casebook/graded'
import { itemOf } from '#shared/casebook/path'
import { readingOf } from '#shared/quantity/units'
import { textIn } from '#shared/study/definition'
import { showUnit } from '#shared/study/show-entry'
import { Button } from '../ui/button'
import { useTexts } from '../ui/language'
import { Notice } from '../ui/notice'
import styles from './form.module.css'
import { useFormSession, useScene } from './form-session'
import { showLimits } from './limits'
import { REVISED_LIMITS } from './laboratory-view'
import type { GroupView, ItemView, Scene } from './scene'
import { formTexts } from './texts'

/** What of the scene decides whether anything is drawn: the same text until that changes. */
const keyOf = ({ items }: Scene, group: GroupView): string =>
  group.rows
    .flatMap((row) => row.items)
    .flatMap((path) => {
      const revised = items.get(path)?.revised
      return revised ? [`${path} ${JSON.stringify(revised.limits)}`] : []
    })
    .join('\n')

/** Results whose laboratory has other limits by now: asked once for the whole sample, never changed by itself. */
export function RevisedLimitsNotice({ group }: { group: GroupView }) {
  const { sitting, mayEnter, mayConfirm } = useFormSession()
  const say = useTexts(formTexts)
  const asked = useScene(sitting, (scene) => keyOf(scene, group))
  if (asked === '') return null
  const items = group.rows
    .flatMap((row) => row.items)
    .flatMap((path) => {
      const item = sitting.item(path)
      return item?.revised ? [{ item, revised: item.revised }] : []
    })
  const keep = async () => {
    for (const { item, revised } of items) {
      const check = `${REVISED_LIMITS}:${itemOf(item.path)}`
      await sitting.confirm({ check, evidence: revised.evidence }, say('revisedKept'))
    }
  }
  return (
    <div className={styles.revised}>
      <Notice live tone="check" title={say('revised', { count: items.length })}>
        <p>{say('revisedText')}</p>
        <ul className={styles.revisedList}>
          {items.map(({ item }) => (
            <li key={item.path}>
              {textIn(item.def.label, item.language)}{' '}
              <span className="secondary">{shown(item, item.limits, say('revisedNone'))}</span>
              {' → '}
              <b className="strong">{shown(item, revisedOf(item), say('revisedNone'))}</b> {showUnit(item.unit ?? '')}
            </li>
          ))}
        </ul>
        <div className="line">
          {mayEnter && (
            <Button
              onClick={() =>
                void sitting.takeRevisedLimits(
                  items.map(({ item }) => item.path),
                  say('revisedReason'),
                )
              }
            >
              {say('revisedTake')}
            </Button>
          )}
          {mayConfirm && (
            <Button kind="quiet" onClick={() => void keep()}>
              {say('revisedKeep')}
            </Button>
          )}
        </div>
      </Notice>
    </div>
  )
}

/** The limits that would stand: the revised side, and the other as it is. */
function revisedOf({ limits, limitPaths, revised }: ItemView): Limits {
  const side = (path: ItemView['path'] | undefined, stored: Limits['lln']) => {
    const entry = revised?.limits.find((limit) => limit.path === path)?.entry
    if (!entry) return stored
    return entry.state === 'value' ? readingOf(entry.text)?.value : undefined
  }
  const [lln, uln] = [side(limitPaths.low, limits.lln), side(limitPaths.high, limits.uln)]
  return { ...(lln && { lln }), ...(uln && { uln }) }
}

function shown({ language }: ItemView, limits: Limits, none: string): string {
  const text = showLimits(limits, language)
  return text === '' ? none : text
}
