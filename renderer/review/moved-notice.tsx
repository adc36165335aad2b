import { usePlace } from '../app/place'
import { useTexts } from '../ui/language'
import { Notice } from '../ui/notice'
import { reviewTexts } from './texts'

/** Says, of a participant who went on at another site, why nothing can be entered here; nothing of anybody else. */
export function MovedNotice() {
  const say = useTexts(reviewTexts)
  const { site, left } = usePlace()
  if (!left) return null
  return (
    <Notice tone="calm" title={say('moved', { site: left.to })}>
      {say('movedText', { site, to: left.to })}
    </Notice>
  )
}
