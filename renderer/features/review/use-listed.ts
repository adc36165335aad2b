import { useState } from 'react'
import { useGo, usePlace } from '../../app/place'
import { useAuthorName } from '../../review/words'
import { useLanguage, useTexts } from '../../ui/language'
import { reviewScreenTexts } from './texts'

/** What every list works with: words, the place and the way to another, and the line one is at: the first one to begin with. */
export function useListed<L extends { readonly key: string }>(lines: readonly L[]) {
  const say = useTexts(reviewScreenTexts)
  const language = useLanguage()
  const place = usePlace()
  const go = useGo()
  const authorOf = useAuthorName()
  const [at, setAt] = useState<string>()
  return { say, language, place, go, authorOf, current: lines.find(({ key }) => key === at) ?? lines[0], setAt }
}
