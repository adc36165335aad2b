import type { StudyVersionId } from '#shared/ids'
import { lacksTraining, usePlace } from '../app/place'
import { useAppSelector } from '../app/store'
import { showDate } from '../ui/dates'
import { useLanguage, useTexts } from '../ui/language'
import { Notice } from '../ui/notice'
import { reviewTexts } from './texts'

/** Says to whoever would enter data here why they cannot yet; nothing to everybody else. `version` is what they would enter by. */
export function UntrainedNotice({ version }: { readonly version?: StudyVersionId }) {
  const say = useTexts(reviewTexts)
  const language = useLanguage()
  const place = usePlace()
  const sites = useAppSelector(({ exchange }) => exchange.sites)
  const by = version ?? place.version
  if (!lacksTraining(place, by)) return null
  const at = sites?.find(({ study, site }) => study === place.study && site === place.site)
  const since = at?.trainings?.[by]
  return (
    <Notice tone="check" title={say(since === undefined ? 'untrained' : 'untrainedSince')}>
      {since === undefined ? say('untrainedText') : say('untrainedSinceText', { day: showDate(since, language) })}
    </Notice>
  )
}
