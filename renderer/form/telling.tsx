import { useState } from 'react'
import { looksLike, nobodyIsNamed } from '#shared/casebook/finding-texts'
import { type LookAlike, lookAlikeIn } from '#shared/privacy/look-alike'
import { textIn } from '#shared/study/definition'
import { localDay } from '../ui/dates'
import { useLanguage } from '../ui/language'

/** Looks at words while they are written, and draws again only when what they look like changes. */
export function useTelling(): readonly [telling: LookAlike | undefined, look: (text: string) => void] {
  const [telling, setTelling] = useState<LookAlike>()
  return [telling, (text) => setTelling(lookAlikeIn(text, localDay(new Date())))]
}

/** Says under a question or a reason that it may say who somebody is. It can be sent all the same. */
export function Telling({ like }: { readonly like: LookAlike | undefined }) {
  const language = useLanguage()
  if (like === undefined) return null
  return (
    <p className="secondary" role="status">
      {textIn(looksLike[like], language)} {textIn(nobodyIsNamed, language)}
    </p>
  )
}
