import { looksLike, nobodyIsNamed } from '#shared/casebook/finding-texts'
import { lookAlikeIn } from '#shared/privacy/look-alike'
import { textIn } from '#shared/study/definition'
import { localDay } from '../ui/dates'
import { useLanguage } from '../ui/language'

/** Says under a question or a reason that it may say who somebody is. It can be sent all the same. */
export function Telling({ text }: { readonly text: string }) {
  const language = useLanguage()
  const like = lookAlikeIn(text, localDay(new Date()))
  if (like === undefined) return null
  return (
    <p className="secondary" role="status">
      {textIn(looksLike[like], language)} {textIn(nobodyIsNamed, language)}
    </p>
  )
}
