import { useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import styles from './ranges.module.css'
import { rangesTexts } from './texts'
import type { RangesAtWork } from './use-ranges'

/** What stands against saving, or what came of it. */
export function Standing({ work: { faults, changed, saving } }: { work: RangesAtWork }) {
  const say = useTexts(rangesTexts)
  const wrong = new Set(faults.map(({ at }) => at)).size
  if (saving === 'idle' && !changed) return null
  return (
    <div className={styles.notices}>
      {wrong > 0 ? (
        <Notice live tone="check" title={say('faults', { count: wrong })}>
          {say('faultsText')}
        </Notice>
      ) : saving === 'saved' ? (
        <Notice live tone="good" title={say('saved')}>
          {say('savedText')}
        </Notice>
      ) : saving === 'idle' || saving === 'saving' ? (
        <Notice tone="calm" title={say('changes')}>
          {say('changesText')}
        </Notice>
      ) : (
        <Notice live tone="check" title={say('failed')}>
          {say(`failed.${saving}`)}
        </Notice>
      )}
    </div>
  )
}
