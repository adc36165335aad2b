import { lacksTraining, usePlace } from '../app/place'
import { useTexts } from '../ui/language'
import { Notice } from '../ui/notice'
import { reviewTexts } from './texts'

/** Says to whoever would enter data here why they cannot yet; nothing to everybody else. */
export function UntrainedNotice() {
  const say = useTexts(reviewTexts)
  if (!lacksTraining(usePlace())) return null
  return (
    <Notice tone="check" title={say('untrained')}>
      {say('untrainedText')}
    </Notice>
  )
}
