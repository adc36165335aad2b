import type { Closed } from '#shared/review/closing'
import { showClaimed } from '../form/instant'
import { useLanguage, useTexts } from '../ui/language'
import { Notice } from '../ui/notice'
import { reviewTexts } from './texts'
import { useAuthorName } from './words'

/** Says who closed something, when and why, and what to do about it. */
export function ClosedNotice({ closed }: { closed: Closed }) {
  const say = useTexts(reviewTexts)
  const language = useLanguage()
  const authorOf = useAuthorName()
  const { logged, closing } = closed
  if (closing === 'open') return null
  const { body, claimedAt } = logged.change
  const reason = body.kind === 'lock' ? body.reason : undefined
  return (
    <Notice
      tone="calm"
      title={say(`noticed.${closing}`, { who: authorOf(logged), when: showClaimed(claimedAt, language) })}
    >
      {say('closedText')} {reason !== undefined && say('closedReason', { reason })}
    </Notice>
  )
}
